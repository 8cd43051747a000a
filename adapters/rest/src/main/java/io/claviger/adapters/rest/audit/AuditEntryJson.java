package io.claviger.adapters.rest.audit;

import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** An audit entry in the words of API7's audit log. */
final class AuditEntryJson {
  private AuditEntryJson() {}

  static JsonObject of(AuditEntry entry) {
    return JsonTree.object()
        .add("id", entry.id().toString())
        .add("event_time", entry.time().getEpochSecond())
        .add("operator", JsonTree.object().add("id", entry.actor()))
        .add("ip_address", entry.source())
        .add("event_type", entry.action())
        .add("gateway_group_id", entry.group())
        .add("resource_id", entry.resource())
        .add("outcome", entry.outcome().text())
        .add("status", entry.status())
        .add("request_id", entry.requestId())
        .add("body", body(entry.body()))
        .build();
  }

  /** What was written is a JSON object in JSON's own text, and what was said about it a string. */
  private static JsonValue body(String text) {
    try {
      return text.startsWith("{") ? StrictJson.parse(text) : JsonTree.string(text);
    } catch (RefusedException e) {
      return JsonTree.string(text);
    }
  }
}
