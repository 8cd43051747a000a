package io.claviger.tests.harness;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A key as a data plane reads it. */
public record WireEntry(String key, JsonValue value, long createRevision, long modRevision) {

  static WireEntry of(JsonObject kv) {
    return new WireEntry(
        key(kv),
        StrictJson.parse(Base64.getDecoder().decode(kv.getString("value"))),
        integer(kv, "create_revision"),
        integer(kv, "mod_revision"));
  }

  /** Whether it stands for a directory. Its value is no JSON: {@code init_dir}, in base64. */
  static boolean isDirectory(JsonObject kv) {
    return kv.getString("value").equals("aW5pdF9kaXI=");
  }

  static String key(JsonObject kv) {
    return new String(Base64.getDecoder().decode(kv.getString("key")), StandardCharsets.ISO_8859_1);
  }

  /** Integers of 64 bits are strings. */
  static long integer(JsonObject object, String name) {
    return Long.parseLong(object.getString(name));
  }

  static long revision(JsonObject message) {
    return integer(message.getJsonObject("header"), "revision");
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
