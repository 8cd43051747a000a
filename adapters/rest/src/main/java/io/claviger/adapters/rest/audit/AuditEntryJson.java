package io.claviger.adapters.rest.audit;

import static java.util.stream.Collectors.joining;

import io.claviger.application.port.AuditLog;
import io.claviger.domain.audit.AuditEntry.Outcome;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonObject;

/**
 * Audit entries in the words of API7's audit log, as text: a body that is JSON stands in it as it
 * was written down, and no tree is made of it, which would be many times as large.
 */
final class AuditEntryJson {
  private AuditEntryJson() {}

  static String page(AuditLog.Page page) {
    String list = page.entries().stream().map(AuditEntryJson::of).collect(joining(","));
    return "{\"list\":[" + list + "],\"total\":" + page.total() + "}";
  }

  /** Where the body is left out, it is null and {@code truncated} says so, as Kubernetes does. */
  static String of(AuditSummary entry) {
    String members = members(entry).toString();
    return members.substring(0, members.length() - 1)
        + entry
            .body()
            .map(body -> ",\"body\":" + body(entry.outcome(), body))
            .orElse(",\"body\":null,\"truncated\":true")
        + "}";
  }

  private static JsonObject members(AuditSummary entry) {
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
        .build();
  }

  /** Of what was done it is a JSON object or nothing; of what was refused, it says why. */
  private static String body(Outcome outcome, String body) {
    return outcome == Outcome.DONE && body.startsWith("{")
        ? body
        : JsonTree.string(body).toString();
  }
}
