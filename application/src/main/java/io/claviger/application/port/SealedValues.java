package io.claviger.application.port;

import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;

/**
 * Sealed values by the thing that they belong to and their field in it. Storage is not trusted:
 * what comes out may be anything, and only opening it for its place tells.
 */
public interface SealedValues {
  /** By JSON Pointer; empty if the thing has none. */
  Map<String, SealedValue> of(Scope scope, String kind, String id);

  /** Makes these the only sealed values of the thing. */
  void replace(
      Scope scope, String kind, String id, long version, Map<String, SealedValue> byPointer);

  /** How many values of the scope are under each key; a key without any is missing. */
  Map<KeyId, Long> countByKey(Scope scope);

  /**
   * Some of the scope's values that are under other keys than this, held until the transaction
   * ends: nobody else changes them meanwhile.
   */
  List<Stored> notUnder(Scope scope, KeyId key, int limit);

  /**
   * Puts another ciphertext of the same value in the place of one that {@link #notUnder} returned.
   * Its version stays. If it is not that value any more, whoever changed it, it is left as it is
   * and the transaction fails as a {@code Conflict}.
   */
  void reseal(Scope scope, Stored stored, SealedValue resealed);

  /** A value with its place in the scope. */
  record Stored(String kind, String id, String pointer, long version, SealedValue value) {}
}
