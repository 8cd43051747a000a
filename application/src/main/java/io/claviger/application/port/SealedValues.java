package io.claviger.application.port;

import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.Scope;
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
}
