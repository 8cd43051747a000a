package io.claviger.adapters.persistence;

import io.claviger.domain.shared.RefusedException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The databases, and everything in which they differ before a connection is open. */
enum Vendor {
  H2("h2", Map.of("byte_order", "", "long_bytes", "blob")),
  POSTGRESQL("postgresql", Map.of("byte_order", "collate \"C\"", "long_bytes", "bytea"));

  private static final String CONNECT_SECONDS = "5";

  /** Longer than any statement may take, so that only a silent server reaches it. */
  private static final String SILENCE_SECONDS = "20";

  /** A lock is waited for no longer than on H2, a statement a little longer than for a lock. */
  private static final String LIMITS =
      "-c lock_timeout=10000 -c statement_timeout=15000"
          + " -c idle_in_transaction_session_timeout=60000";

  private final String word;
  private final Map<String, String> placeholders;

  Vendor(String word, Map<String, String> placeholders) {
    this.word = word;
    this.placeholders = placeholders;
  }

  static Vendor of(String url) {
    return Arrays.stream(values())
        .filter(vendor -> url.startsWith("jdbc:" + vendor.word + ":"))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "claviger.database.url must start with jdbc:postgresql: or jdbc:h2:"));
  }

  /** The folder of its own migrations. */
  String folder() {
    return word;
  }

  /** What the common migrations leave open. */
  Map<String, String> placeholders() {
    return placeholders;
  }

  /** Whether one prepared statement may be several, separated by semicolons. */
  boolean takesStatementsTogether() {
    return this == POSTGRESQL;
  }

  /** Whether each statement is a journey to another process. */
  boolean isFarAway() {
    return this == POSTGRESQL;
  }

  /**
   * How many connections are enough for one process: a transaction holds its own for milliseconds,
   * but on H2, where they cost next to nothing, also while it waits for its turn to write.
   */
  int connections() {
    return this == POSTGRESQL ? 10 : 32;
  }

  /** How long a connection is waited for: on H2 longer than those that have one wait for a turn. */
  Duration patience() {
    return Duration.ofSeconds(this == POSTGRESQL ? 5 : 12);
  }

  /** Whether transactions that write must take turns: {@link WriterTurn}. */
  boolean takesOneWriter() {
    return this == H2;
  }

  /** For the connections of transactions: whatever hangs fails soon. */
  Properties limited(DatabaseConfig config) {
    Properties properties = unlimited(config);
    if (this == POSTGRESQL) {
      PGProperty.SOCKET_TIMEOUT.set(properties, SILENCE_SECONDS);
      PGProperty.OPTIONS.set(properties, LIMITS);
    }
    return properties;
  }

  /** For migrations, which may take their time, and for a connection that listens. */
  Properties unlimited(DatabaseConfig config) {
    Properties properties = new Properties();
    if (this == POSTGRESQL) {
      PGProperty.APPLICATION_NAME.set(properties, "claviger");
      PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
      PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
      PGProperty.TCP_KEEP_ALIVE.set(properties, true);
      // The detail of an error holds the values of the row.
      PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
      if (!isLoopback(config.url())) {
        PGProperty.SSL_MODE.set(properties, "verify-full");
      }
    }
    return properties;
  }

  private static boolean isLoopback(String url) {
    return Optional.ofNullable(Driver.parseURL(url, new Properties()))
        .map(PGProperty.PG_HOST::getOrDefault)
        .filter(hosts -> Arrays.stream(hosts.split(",")).allMatch(Vendor::isLoopbackHost))
        .isPresent();
  }

  private static boolean isLoopbackHost(String host) {
    try {
      return host.equals("localhost")
          || InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      // A name: whatever it resolves to now, it may resolve to something else later.
      return false;
    }
  }
}
