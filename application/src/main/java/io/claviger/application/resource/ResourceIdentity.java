package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The members of a document that are not the writer's to choose: its id and its times. */
final class ResourceIdentity {
  private static final String CREATED = "create_time";
  private static final String UPDATED = "update_time";

  private ResourceIdentity() {}

  /** The id of a resource that was sent without one. */
  static ResourceId made(ResourceKind kind, Revision revision) {
    return kind.id("%020d".formatted(revision.value()));
  }

  /** The document with its id in it; one that says another is refused. */
  static JsonObject named(ResourceKind kind, Optional<ResourceId> id, JsonObject document) {
    JsonValue said = document.get(kind.idMember());
    if (id.isEmpty()) {
      if (said != null) {
        throw invalid("wrong " + kind.singular() + " id, do not need it");
      }
      return document;
    }
    String right = kind.idInDocument(id.get());
    if (said != null && !text(said).equals(right)) {
      throw invalid(
          "wrong " + kind.singular() + " " + kind.idMember() + ": not the one in the URL");
    }
    return JsonTree.object(document).add(kind.idMember(), right).build();
  }

  private static String text(JsonValue value) {
    return switch (value) {
      case JsonString string -> string.getString();
      case JsonNumber number -> number.toString();
      default -> "";
    };
  }

  static JsonObject withoutTimes(JsonObject document) {
    return JsonTree.object(document).remove(CREATED).remove(UPDATED).build();
  }

  /** Times may be sent back as they were read, and not otherwise. */
  static void refuseForeignTimes(JsonObject document, Optional<Resource> existing) {
    for (String time : List.of(CREATED, UPDATED)) {
      JsonValue sent = document.get(time);
      if (sent != null
          && !existing.map(resource -> sent.equals(resource.document().get(time))).orElse(false)) {
        throw invalid("/" + time + ": the property is forbidden");
      }
    }
  }

  /** The document with its times in it, if its kind has them. */
  static JsonObject timed(
      ResourceKind kind, JsonObject document, Optional<Resource> existing, Instant now) {
    if (!kind.hasTimes()) {
      return document;
    }
    JsonValue created =
        existing
            .map(resource -> resource.document().get(CREATED))
            .orElseGet(() -> JsonTree.number(now.getEpochSecond()));
    return JsonTree.object(document)
        .add(CREATED, created)
        .add(UPDATED, JsonTree.number(now.getEpochSecond()))
        .build();
  }
}
