package io.claviger.application.port;

/**
 * The seal that a process opens by itself. Its key is replaced in two steps, so that whatever is
 * committed can be opened: what is prepared opens, too, and a process that ended before it was
 * promoted promotes it when it is needed.
 */
public interface OwnSeal extends Seal {
  /**
   * Makes another key beside the one in force; before the commit.
   *
   * @return the seal by that key
   */
  Seal prepare();

  /** Puts what was prepared in the place of the key in force; after the commit. */
  void promote();

  /** Destroys every key, because another seal has the custody; after the commit. */
  void destroy();
}
