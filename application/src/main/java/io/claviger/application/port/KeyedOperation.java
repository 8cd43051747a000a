package io.claviger.application.port;

/** What the program does while its keys are at hand. */
public interface KeyedOperation {
  /**
   * Begins once the root key can be opened; does nothing where it has begun.
   *
   * @throws io.claviger.domain.shared.RefusedException saying what is wrong and what to do; every
   *     key is forgotten then
   */
  void begin();

  /** Ends it and forgets every key. Data planes that follow stay connected. */
  void pause();

  /**
   * As {@link #pause}, and has the program loaded anew in the place of this process a moment later,
   * so that nothing of its memory is left. Data planes connect again.
   */
  void replace();
}
