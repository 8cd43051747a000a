package io.claviger.domain.audit;

import io.claviger.domain.json.CanonicalJson;
import io.claviger.domain.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * One thing that somebody did or was refused.
 *
 * @param salt 128 random bits in hex, so that a leaf hash alone tells nothing about the entry
 * @param actor {@code <sort>:<id>}
 * @param source the address of the socket, or what a configured proxy forwarded
 * @param action such as {@code gateway:PutRoute}
 * @param group the gateway group's id, or empty
 * @param resource such as {@code routes/1}, or empty
 * @param status the HTTP status that was answered
 * @param body the masked request as JSON text, or empty
 */
public record AuditEntry(
    UUID id,
    Instant time,
    String salt,
    String actor,
    String source,
    String action,
    String group,
    String resource,
    Outcome outcome,
    int status,
    String requestId,
    String body) {

  public enum Outcome {
    /** It was done. */
    DONE,
    /** It was asked for, and all was so already. */
    UNCHANGED,
    /** It was refused. */
    REFUSED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The bytes that the leaf hash is over, that are stored, and that are exported: version 1. */
  public byte[] canonicalBytes() {
    return CanonicalJson.of(
        JsonTree.object()
            .add("v", 1)
            .add("id", id.toString())
            .add("time", time.toEpochMilli())
            .add("salt", salt)
            .add("actor", actor)
            .add("source", source)
            .add("action", action)
            .add("group", group)
            .add("resource", resource)
            .add("outcome", outcome.text())
            .add("status", status)
            .add("request_id", requestId)
            .add("body", body)
            .build());
  }

  /** The leaf hash of RFC 9162, section 2.1.1: SHA-256(0x00 ‖ canonical bytes). */
  public static byte[] leafHash(byte[] canonicalBytes) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      return sha256.digest(canonicalBytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return new String(canonicalBytes(), StandardCharsets.UTF_8);
  }
}
