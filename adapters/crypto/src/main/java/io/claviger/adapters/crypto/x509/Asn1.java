package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.RefusedException;
import java.io.IOException;

/** The one place where Bouncy Castle reads what somebody sent. */
final class Asn1 {
  private Asn1() {}

  /**
   * Malformed input makes Bouncy Castle throw unchecked exceptions of many kinds, among them
   * illegal states and indexes, so that all of them mean the input.
   *
   * @throws RefusedException with {@code Invalid} and that message, or the one of the reading
   */
  static <T> T read(String refusal, Reading<T> reading) {
    try {
      return reading.read();
    } catch (RefusedException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw invalid(refusal);
    }
  }

  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }
}
