package io.claviger.adapters.persistence.rows;

import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON in the database. What this program did not write there is {@code Damaged}. */
public final class StoredJson {
  private StoredJson() {}

  /**
   * @param what names the row in the refusal
   */
  public static JsonObject object(String text, String what) {
    return as(JsonObject.class, text, what);
  }

  static Map<String, String> strings(String text, String what) {
    Map<String, String> strings = new LinkedHashMap<>();
    object(text, what).forEach((name, value) -> strings.put(name, string(value, what)));
    return strings;
  }

  static List<String> list(String text, String what) {
    return as(JsonArray.class, text, what).stream().map(value -> string(value, what)).toList();
  }

  private static String string(JsonValue value, String what) {
    if (value instanceof JsonString string) {
      return string.getString();
    }
    throw damaged(what);
  }

  private static <T> T as(Class<T> type, String text, String what) {
    JsonValue value;
    try {
      value = StrictJson.parse(text);
    } catch (RefusedException _) {
      throw damaged(what);
    }
    if (!type.isInstance(value)) {
      throw damaged(what);
    }
    return type.cast(value);
  }

  private static RefusedException damaged(String what) {
    return RefusedException.damaged(
        what + ": the database holds no JSON of this program's there; restore it from a backup");
  }
}
