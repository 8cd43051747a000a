package io.claviger.adapters.persistence;

import static java.util.Objects.requireNonNull;

import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;

/**
 * Where the database is.
 *
 * @param url a JDBC URL of PostgreSQL or H2. What a PostgreSQL URL says wins over this program's
 *     defaults: {@code sslmode=verify-full} where a host is not loopback, and the timeouts
 * @param password read when the database is opened; whoever made it closes it afterwards
 * @param connections how many connections are open at most, besides one that listens
 */
public record DatabaseConfig(String url, String user, Secret password, int connections) {
  public DatabaseConfig {
    requireNonNull(password);
    if (connections < 1) {
      throw new IllegalArgumentException("at least one connection");
    }
  }

  /**
   * With as many connections as are enough.
   *
   * @throws RefusedException {@code Invalid} if the URL is of no database that this program speaks
   *     to
   */
  public DatabaseConfig(String url, String user, Secret password) {
    this(url, user, password, Vendor.of(url).connections());
  }

  /**
   * The URL of the embedded database in a data directory. What is committed survives the loss of
   * the process; nothing is traced into files; it is closed by {@link Database#close} and not by a
   * shutdown hook that would overtake requests; and it is written through asynchronous channels,
   * because an interrupted thread closes the file of any other channel for all threads.
   */
  public static String embeddedUrl(Path dataDirectory) {
    String directory = dataDirectory.toAbsolutePath().normalize().toString();
    if (directory.contains(";")) {
      throw RefusedException.invalid(
          "the path of the data directory has a semicolon, which H2 takes for the end of it;"
              + " choose another");
    }
    return "jdbc:h2:async:"
        + directory
        + "/claviger;WRITE_DELAY=0;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  /** The URL without its parameters, among which a password may be. */
  String address() {
    return url.split("[;?]", 2)[0].replaceFirst("//[^/]*@", "//");
  }
}
