package io.claviger.application.port;

/**
 * The seal that a process opens by itself. Its key is replaced in two steps, so that whatever is
 * committed can be opened: what is prepared opens, too, until it is promoted.
 *
 * <p>Keys are made, replaced and destroyed only by who holds the stored root key, so that no two
 * processes do so at once.
 */
public interface OwnSeal extends Seal {
  /**
   * Makes another key beside the one in force; before the commit. What an earlier replacement has
   * left is settled first.
   *
   * @param wrapped the root key as the key in force has wrapped it, if one of these has
   * @return the seal by the new key
   */
  Seal prepare(byte[] wrapped, byte[] place);

  /** Puts what was prepared in the place of the key in force, if it is what opens this. */
  void promote(byte[] wrapped, byte[] place);

  /** Destroys every key, because another seal has the custody. */
  void destroy();
}
