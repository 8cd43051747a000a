package io.claviger.adapters.crypto;

import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.crypto.Cipher;

/**
 * Idle ciphers of one transformation. Making one costs more than sealing a short value with it, and
 * a cipher per thread would keep one for each of thousands of virtual threads.
 *
 * <p>Guarantees: a cipher is used by one thread at a time; a use that threw does not give its
 * cipher back. Nobody waits: where none is idle, a new one is made.
 */
final class CipherPool {
  private static final int MAX_IDLE = 16;

  private final String transformation;
  private final BlockingQueue<Cipher> idle = new ArrayBlockingQueue<>(MAX_IDLE);

  CipherPool(String transformation) {
    this.transformation = transformation;
  }

  <T> T with(Use<T> use) throws GeneralSecurityException {
    Cipher pooled = idle.poll();
    Cipher cipher = pooled != null ? pooled : Cipher.getInstance(transformation);
    T result = use.of(cipher);
    idle.offer(cipher);
    return result;
  }

  /** A cipher keeps the schedule of its last key. */
  void clear() {
    idle.clear();
  }

  @FunctionalInterface
  interface Use<T> {
    T of(Cipher cipher) throws GeneralSecurityException;
  }
}
