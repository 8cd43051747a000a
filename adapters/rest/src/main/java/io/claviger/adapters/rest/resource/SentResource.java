package io.claviger.adapters.rest.resource;

import io.claviger.application.resource.ValidateResources.Item;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that was sent without an address, so that it alone says its id.
 *
 * @param id as it may be shown: empty text if it is none
 * @param item empty if it is wrong already
 * @param reason why it is wrong, or empty text
 */
record SentResource(String id, Optional<Item> item, String reason) {
  private static final String CREDENTIALS = "/credentials/";

  static SentResource of(ResourceKind kind, JsonValue sent) {
    if (!(sent instanceof JsonObject document)) {
      return new SentResource("", Optional.empty(), "must be an object");
    }
    if (kind == ResourceKind.CONSUMER && text(document.get("id")).contains(CREDENTIALS)) {
      return credential(document);
    }
    String id = text(document.get(kind.idMember()));
    return id.isEmpty() || kind == ResourceKind.CREDENTIAL
        ? new SentResource("", Optional.of(new Item(kind, Optional.empty(), document)), "")
        : identified(kind, id, document);
  }

  /** Among the consumers, its id is its address: {@code jack/credentials/c1}. */
  private static SentResource credential(JsonObject document) {
    String id = text(document.get("id"));
    String last = id.substring(id.lastIndexOf('/') + 1);
    return identified(
        ResourceKind.CREDENTIAL, id, JsonTree.object(document).add("id", last).build());
  }

  private static SentResource identified(ResourceKind kind, String text, JsonObject document) {
    try {
      ResourceId id = kind.id(text);
      return new SentResource(text, Optional.of(new Item(kind, Optional.of(id), document)), "");
    } catch (RefusedException e) {
      return new SentResource("", Optional.empty(), "/" + kind.idMember() + ": " + e.getMessage());
    }
  }

  private static String text(@Nullable JsonValue value) {
    return switch (value) {
      case JsonString string -> string.getString();
      case JsonNumber number -> number.toString();
      case null, default -> "";
    };
  }

  /**
   * Why each is wrong, if it is; ends where the second list does.
   *
   * @param validated why each that has an item is wrong
   */
  static List<Optional<String>> reasons(
      List<SentResource> resources, List<Optional<String>> validated) {
    Iterator<Optional<String>> next = validated.iterator();
    List<Optional<String>> reasons = new ArrayList<>();
    for (SentResource resource : resources) {
      if (resource.item().isEmpty()) {
        reasons.add(Optional.of(resource.reason()));
      } else if (next.hasNext()) {
        reasons.add(next.next());
      } else {
        break;
      }
    }
    return reasons;
  }
}
