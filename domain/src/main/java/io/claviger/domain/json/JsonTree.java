package io.claviger.domain.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Makes JSON values. One provider, looked up once: the static factory of {@code jakarta.json} looks
 * it up at every call.
 */
public final class JsonTree {
  static final JsonProvider PROVIDER = JsonProvider.provider();

  private JsonTree() {}

  public static JsonObjectBuilder object() {
    return PROVIDER.createObjectBuilder();
  }

  /** A builder that starts from the members of an object. */
  public static JsonObjectBuilder object(JsonObject start) {
    return PROVIDER.createObjectBuilder(start);
  }

  /** An object of string members, in the map's order. */
  public static JsonObject strings(Map<String, String> members) {
    JsonObjectBuilder object = object();
    members.forEach(object::add);
    return object.build();
  }

  public static JsonArrayBuilder array() {
    return PROVIDER.createArrayBuilder();
  }

  /** A builder that starts from the elements of an array. */
  public static JsonArrayBuilder array(JsonArray start) {
    return PROVIDER.createArrayBuilder(start);
  }

  public static JsonString string(String text) {
    return PROVIDER.createValue(text);
  }

  public static JsonNumber number(BigDecimal number) {
    return number.scale() <= 0 && (long) number.precision() - number.scale() <= 18
        ? PROVIDER.createValue(number.longValueExact())
        : PROVIDER.createValue(number);
  }

  public static JsonNumber number(long number) {
    return PROVIDER.createValue(number);
  }

  /** JSON Merge Patch (RFC 7396): null removes a member, arrays are replaced. */
  public static JsonValue merge(JsonValue target, JsonValue patch) {
    return PROVIDER.createMergePatch(patch).apply(target);
  }
}
