package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.unavailable;

import java.net.BindException;
import java.util.function.Supplier;

/** What is said where a port cannot be opened. */
final class Ports {
  private Ports() {}

  /**
   * @param setting that names the port
   * @throws io.claviger.domain.shared.RefusedException if something else listens there
   */
  static <T> T listening(String setting, int port, Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      if (isTaken(e)) {
        throw unavailable(
            "port " + port + " is in use; stop what listens there, or set " + setting);
      }
      throw e;
    }
  }

  private static boolean isTaken(Throwable thrown) {
    return thrown instanceof BindException
        || (thrown.getCause() != null && isTaken(thrown.getCause()));
  }
}
