package io.claviger.domain.keyring;

import io.claviger.domain.json.CanonicalJson;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.UUID;

/**
 * Says that a data key was destroyed when no value was sealed under it. What is signed are the
 * {@link #canonicalBytes}, whose member {@code type} keeps them apart from all else that the same
 * key signs.
 *
 * @param group the gateway group's id, or empty text for the system
 * @param actor who destroyed it, as the audit log writes it
 */
public record DestructionReceipt(
    UUID installation,
    Scope scope,
    String group,
    KeyId key,
    Instant createdAt,
    Instant destroyedAt,
    String actor) {
  private static final String TYPE = "claviger/key-destruction/v1";

  /** RFC 8785; moments are seconds since 1970. */
  public byte[] canonicalBytes() {
    return CanonicalJson.of(
        JsonTree.object()
            .add("type", TYPE)
            .add("installation", installation.toString())
            .add("scope", scope.value())
            .add("gateway_group_id", group)
            .add("key", key.value())
            .add("created_at", createdAt.getEpochSecond())
            .add("destroyed_at", destroyedAt.getEpochSecond())
            .add("actor", actor)
            .build());
  }
}
