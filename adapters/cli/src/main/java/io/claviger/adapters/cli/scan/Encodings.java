package io.claviger.adapters.cli.scan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** The forms in which a secret may lie about; in another one it is not found. */
final class Encodings {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private Encodings() {}

  /** By the name of the encoding. */
  static Map<String, byte[]> of(byte[] secret) {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("plain", secret.clone());
    for (int alignment = 0; alignment < 3; alignment++) {
      forms.put("base64 at " + alignment, base64(Base64.getEncoder(), secret, alignment));
      forms.put("base64url at " + alignment, base64(Base64.getUrlEncoder(), secret, alignment));
    }
    forms.put("hex", hex(secret));
    forms.put("upper-case hex", ascii(HexFormat.of().withUpperCase().formatHex(secret)));
    forms.put("percent-encoded", percent(secret, "%%%02X", false));
    forms.put("percent-encoded in lower case", percent(secret, "%%%02x", false));
    forms.put("percent-encoded as a form", percent(secret, "%%%02X", true));
    text(secret).ifPresent(text -> addTextForms(forms, text));
    return forms;
  }

  private static void addTextForms(Map<String, byte[]> forms, String text) {
    forms.put("UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE));
    forms.put("UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE));
    Map<String, String> documents = documents(text);
    documents.forEach((name, document) -> forms.put(name, utf8(document)));
    // In a dump of PostgreSQL columns of bytes are hex, and columns of text are escaped by COPY.
    documents.forEach((name, document) -> forms.put("hex of " + name, hex(utf8(document))));
    forms.put("plain in COPY", utf8(copy(text)));
    documents.forEach((name, document) -> forms.put(name + " in COPY", utf8(copy(document))));
  }

  /** What it is in a JSON document, by the name of the writer's style. */
  private static Map<String, String> documents(String text) {
    Map<String, String> documents = new LinkedHashMap<>();
    String json = json(text, unit -> Character.toString(unit), "/");
    documents.put("JSON", json);
    documents.put("JSON in a JSON string", json(json, unit -> Character.toString(unit), "/"));
    documents.put("JSON with escaped slashes", json(text, unit -> Character.toString(unit), "\\/"));
    documents.put("ASCII JSON", json(text, unit -> "\\u%04x".formatted(unit), "/"));
    documents.put("upper-case ASCII JSON", json(text, unit -> "\\u%04X".formatted(unit), "/"));
    return documents;
  }

  /**
   * Base64 of something in which the secret begins after so many bytes more than a multiple of
   * three: only the characters that the secret alone decides.
   */
  private static byte[] base64(Base64.Encoder encoder, byte[] secret, int alignment) {
    byte[] shifted = new byte[alignment + secret.length];
    System.arraycopy(secret, 0, shifted, alignment, secret.length);
    int first = Math.ceilDiv(alignment * 8, 6);
    int end = shifted.length * 8 / 6;
    return Arrays.copyOfRange(encoder.encode(shifted), first, end);
  }

  private static byte[] percent(byte[] secret, String format, boolean form) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : secret) {
      char character = (char) (octet & 0xff);
      if (form && character == ' ') {
        encoded.append('+');
      } else if (UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append(format.formatted(octet & 0xff));
      }
    }
    return ascii(encoded.toString());
  }

  private static String json(String text, IntFunction<String> beyondAscii, String slash) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      escaped.append(
          switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '/' -> slash;
            default ->
                unit < ' '
                    ? "\\u%04x".formatted((int) unit)
                    : unit > '~' ? beyondAscii.apply(unit) : Character.toString(unit);
          });
    }
    return escaped.toString();
  }

  private static String copy(String text) {
    return text.replace("\\", "\\\\")
        .replace("\b", "\\b")
        .replace("\f", "\\f")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\013", "\\v");
  }

  private static Optional<String> text(byte[] secret) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(secret)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] hex(byte[] octets) {
    return ascii(HexFormat.of().formatHex(octets));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
