package io.claviger.adapters.dpchannel;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.feed.KeyRange;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * A request of etcd's JSON gateway. Integers may be numbers or strings, members may be missing, and
 * unknown ones are ignored.
 */
record EtcdBody(JsonObject members) {
  private static final Set<String> DEFAULT_ORDER = Set.of("0", "NONE", "1", "ASCEND");
  private static final Set<String> DEFAULT_TARGET = Set.of("0", "KEY");
  private static final Set<String> REVISION_BOUNDS =
      Set.of("min_mod_revision", "max_mod_revision", "min_create_revision", "max_create_revision");

  /**
   * What {@code /v3/kv/range} is asked for. There is no history: of revisions only the present one
   * can be asked for, which the caller compares.
   *
   * @param limit the most entries to give; 0 for all
   * @param revision 0 for the present one
   */
  record Range(KeyRange keys, long limit, boolean countOnly, long revision) {}

  /**
   * What {@code /v3/watch} is asked for.
   *
   * @param start the first revision to tell of; 0 for the next one
   */
  record Watch(KeyRange keys, long start) {}

  static Range range(byte[] body) {
    EtcdBody request = new EtcdBody(StrictJson.object(body));
    request.refuseIf(request.is("keys_only"), "keys_only is not served; read the values");
    REVISION_BOUNDS.forEach(
        bound ->
            request.refuseIf(request.integer(bound) != 0, bound + " is not served; leave it out"));
    request.refuseIf(
        !DEFAULT_ORDER.contains(request.choice("sort_order"))
            || !DEFAULT_TARGET.contains(request.choice("sort_target")),
        "entries come in ascending order of their keys and in no other");
    return new Range(
        request.keys(),
        request.positive("limit"),
        request.is("count_only"),
        request.positive("revision"));
  }

  static Watch watch(byte[] body) {
    if (!(StrictJson.object(body).get("create_request") instanceof JsonObject create)) {
      throw invalid("a watch begins with a create_request");
    }
    EtcdBody request = new EtcdBody(create);
    request.refuseIf(
        create.get("filters") instanceof JsonArray filters && !filters.isEmpty(),
        "filters are not served; ignore what you do not want");
    request.refuseIf(request.is("prev_kv"), "prev_kv is not served; former values are not kept");
    request.refuseIf(
        request.integer("watch_id") != 0, "one stream carries one watch; leave watch_id out");
    return new Watch(request.keys(), request.positive("start_revision"));
  }

  private void refuseIf(boolean refused, String why) {
    if (refused) {
      throw invalid(why);
    }
  }

  private KeyRange keys() {
    String from = bytes("key").orElseThrow(() -> invalid("key is missing"));
    return new KeyRange(from, bytes("range_end"));
  }

  /** One character per byte; empty if it is absent or has no bytes. */
  private Optional<String> bytes(String name) {
    JsonValue value = members.getOrDefault(name, JsonValue.NULL);
    if (value == JsonValue.NULL) {
      return Optional.empty();
    }
    if (!(value instanceof JsonString text)) {
      throw invalid(name + " must be base64 in a string");
    }
    try {
      String decoded =
          new String(Base64.getDecoder().decode(text.getString()), StandardCharsets.ISO_8859_1);
      return Optional.of(decoded).filter(key -> !key.isEmpty());
    } catch (IllegalArgumentException e) {
      throw invalid(name + " must be base64 in a string");
    }
  }

  private long positive(String name) {
    long value = integer(name);
    refuseIf(value < 0, name + " must not be negative");
    return value;
  }

  private long integer(String name) {
    try {
      return switch (members.getOrDefault(name, JsonValue.NULL)) {
        case JsonNumber number -> number.longValueExact();
        case JsonString text -> Long.parseLong(text.getString());
        case JsonValue other when other == JsonValue.NULL -> 0;
        default -> throw notAnInteger(name);
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw notAnInteger(name);
    }
  }

  private static RefusedException notAnInteger(String name) {
    return invalid(name + " must be an integer of 64 bits, as a number or in a string");
  }

  private boolean is(String name) {
    return switch (members.getOrDefault(name, JsonValue.FALSE).getValueType()) {
      case TRUE -> true;
      case FALSE, NULL -> false;
      default -> throw invalid(name + " must be true or false");
    };
  }

  /** An enumeration's value, by name or by number. */
  private String choice(String name) {
    return switch (members.getOrDefault(name, JsonValue.NULL)) {
      case JsonString text -> text.getString();
      case JsonNumber number -> number.toString();
      default -> "0";
    };
  }
}
