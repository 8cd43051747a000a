package io.claviger.domain.keyring;

/** The life of a data key; each keyring has exactly one primary. */
public enum KeyState {
  /** Seals and opens. */
  PRIMARY,
  /** Opens what it sealed before. */
  DECRYPT_ONLY,
  /** Its material is gone. */
  DESTROYED
}
