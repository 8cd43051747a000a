package io.claviger.adapters.persistence;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

/** A connection to PostgreSQL outside of the pool, in which waiting takes as long as it takes. */
final class LoneConnection {
  private LoneConnection() {}

  static Connection open(DatabaseConfig config) throws SQLException {
    Properties properties = Vendor.POSTGRESQL.unlimited(config);
    PGProperty.USER.set(properties, config.user());
    // The JDBC driver takes nothing but a string.
    PGProperty.PASSWORD.set(properties, config.password().revealText());
    return DriverManager.getConnection(config.url(), properties);
  }
}
