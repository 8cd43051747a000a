package io.claviger.domain.keyring;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Scope;

/**
 * Where a sealed value belongs. A value that was sealed for one place opens at no other.
 *
 * @param kind what is there: a resource's kind such as {@code routes}, or a name of this program's
 * @param id the id of that thing within its kind
 * @param pointer the field, as a JSON Pointer
 */
public record Place(Scope scope, String kind, String id, Pointer pointer) {

  /**
   * The associated data: {@code claviger/sealed/v1}, key id, scope, kind, id, pointer and version,
   * length-prefixed.
   *
   * @param version of the value at this place, so that an older one does not open
   */
  public byte[] associatedData(KeyId key, long version) {
    return LengthPrefixed.encode(
        "claviger/sealed/v1",
        key.value(),
        scope.value(),
        kind,
        id,
        pointer.toString(),
        Long.toString(version));
  }

  /** What a marker is computed over beside the value; the same for all elements of an array. */
  public byte[] markerContext() {
    return LengthPrefixed.encode("claviger/marker/v1", scope.value(), kind, id, pointer.pattern());
  }
}
