package io.claviger.domain.keyring;

/** The life of a wire key, in the order in which data planes try keys: the newest first. */
public enum WireKeyState {
  /** Data planes are given it, and nothing is encrypted under it yet. */
  PREPARED,
  /** What is delivered is encrypted under it. */
  ACTIVE,
  /** Was active. Data planes are still given it, for what some process may still deliver. */
  DECRYPT_ONLY
}
