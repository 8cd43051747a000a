package io.claviger.application.port;

import java.time.Duration;

/** What is counted. Names of groups are the only labels that users choose. */
public interface Telemetry {
  /**
   * @param port {@code admin} or {@code dp}
   * @param route the template of the route, never an address as it was sent
   */
  void request(String port, String method, String route, int status, Duration took);

  void valuesSealed(int count);

  void valuesOpened(int count);

  /** A stored value did not open: tampering, a wrong key, or a restored backup. */
  void openFailed(String scope);

  /** A stored row was read that this program did not write as it is. */
  void rowDamaged(String table);

  /** How long a committed change took to reach the feed. */
  void feedLag(Duration lag);

  /** Nothing is counted. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void request(String port, String method, String route, int status, Duration took) {}

        @Override
        public void valuesSealed(int count) {}

        @Override
        public void valuesOpened(int count) {}

        @Override
        public void openFailed(String scope) {}

        @Override
        public void rowDamaged(String table) {}

        @Override
        public void feedLag(Duration lag) {}
      };
}
