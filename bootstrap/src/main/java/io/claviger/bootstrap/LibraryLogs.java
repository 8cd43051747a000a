package io.claviger.bootstrap;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells Helidon that its logs are configured, by {@link Logs}: it looks for a file otherwise, or
 * says at each start that it found nothing to do so.
 */
public final class LibraryLogs implements LoggingProvider {
  @Override
  public void initialization() {}

  @Override
  public void runTime() {}
}
