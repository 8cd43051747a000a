package io.claviger.adapters.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.claviger.adapters.persistence.rows.AccessTokenRow;
import io.claviger.adapters.persistence.rows.AuditEntryRow;
import io.claviger.adapters.persistence.rows.AuditLeafRow;
import io.claviger.adapters.persistence.rows.AuditPendingRow;
import io.claviger.adapters.persistence.rows.CertificateAuthorityRow;
import io.claviger.adapters.persistence.rows.ConsumerIdentityRow;
import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.GatewayInstanceRow;
import io.claviger.adapters.persistence.rows.InstallationRow;
import io.claviger.adapters.persistence.rows.KeyringKeyRow;
import io.claviger.adapters.persistence.rows.KeyringRow;
import io.claviger.adapters.persistence.rows.LeaseRow;
import io.claviger.adapters.persistence.rows.PendingShredRow;
import io.claviger.adapters.persistence.rows.ReencryptionRow;
import io.claviger.adapters.persistence.rows.ResourceReferenceRow;
import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.RootKeyRow;
import io.claviger.adapters.persistence.rows.SealedValueRow;
import io.claviger.adapters.persistence.rows.SessionRow;
import io.claviger.adapters.persistence.rows.SslCertificateRow;
import io.claviger.adapters.persistence.rows.TombstoneRow;
import io.claviger.adapters.persistence.rows.UserRow;
import io.claviger.adapters.persistence.rows.WireKeyRow;
import io.claviger.application.port.ChangeSignal;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.cfg.SchemaToolingSettings;

/**
 * The open database: its schema is this program's version, and its pool is filled.
 *
 * <p>Guarantees: what this program does not know (a newer schema, somebody else's tables) it does
 * not touch.
 */
public final class Database implements AutoCloseable {
  private static final int MIGRATING_CONNECTIONS = 4;
  private static final List<Class<?>> ROWS =
      List.of(
          AccessTokenRow.class,
          AuditEntryRow.class,
          AuditLeafRow.class,
          AuditPendingRow.class,
          CertificateAuthorityRow.class,
          ConsumerIdentityRow.class,
          GatewayGroupRow.class,
          GatewayInstanceRow.class,
          InstallationRow.class,
          KeyringKeyRow.class,
          WireKeyRow.class,
          KeyringRow.class,
          LeaseRow.class,
          PendingShredRow.class,
          ReencryptionRow.class,
          ResourceReferenceRow.class,
          ResourceRow.class,
          RootKeyRow.class,
          SealedValueRow.class,
          SessionRow.class,
          SslCertificateRow.class,
          TombstoneRow.class,
          UserRow.class);

  private final HikariDataSource pool;
  private final SessionFactory sessions;
  private final HibernateUnitOfWork unitOfWork;
  private final ChangeSignal changeSignal;
  private final StartLock startLock;
  private final Runnable statistics;

  private Database(HikariDataSource pool, DatabaseConfig config, StartLock startLock) {
    this.pool = pool;
    this.startLock = startLock;
    Vendor vendor = Vendor.of(config.url());
    this.changeSignal =
        vendor == Vendor.POSTGRESQL
            ? new PostgresChangeSignal(pool, config)
            : new SingleProcessChangeSignal();
    this.sessions = sessions(pool);
    this.unitOfWork = new HibernateUnitOfWork(pool, sessions, vendor);
    this.statistics =
        vendor == Vendor.POSTGRESQL ? new PostgresStatistics(pool)::collect : () -> {};
  }

  /**
   * Opens a database and brings its schema to this program's version. Of several processes that do
   * so at once, the others wait.
   *
   * @throws io.claviger.domain.shared.RefusedException {@code Unavailable} if it cannot be reached,
   *     is in use by another process, or has a schema that this program does not know; {@code
   *     Invalid} if the URL is of no database that this program speaks to
   */
  public static Database open(DatabaseConfig config) {
    Database database = openForStart(config);
    database.started();
    return database;
  }

  /** As {@link #open}, but lets no other process start on this database until {@link #started}. */
  public static Database openForStart(DatabaseConfig config) {
    Vendor vendor = Vendor.of(config.url());
    try {
      StartLock lock = StartLock.acquire(config);
      try {
        try (var migrating = pool(config, vendor.unlimited(config), MIGRATING_CONNECTIONS)) {
          new Schema(migrating, vendor).migrate();
        }
        return opened(pool(config, vendor.limited(config), config.connections()), config, lock);
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw DatabaseFailures.atStart(e, config);
    }
  }

  /** What a start makes is made: other processes may start. */
  public void started() {
    startLock.close();
  }

  /** The transactions that every repository works in. */
  public HibernateUnitOfWork unitOfWork() {
    return unitOfWork;
  }

  /** How processes on this database tell each other of changes; it ends with the database. */
  public ChangeSignal changeSignal() {
    return changeSignal;
  }

  /** Keeps what the database knows of its tables true while they grow; called every few seconds. */
  public void collectStatistics() {
    statistics.run();
  }

  /** Lets transactions end that have begun. */
  @Override
  public void close() {
    unitOfWork.close();
    if (changeSignal instanceof PostgresChangeSignal postgres) {
      postgres.close();
    }
    sessions.close();
    pool.close();
    startLock.close();
  }

  private static Database opened(
      HikariDataSource pool, DatabaseConfig config, StartLock startLock) {
    try {
      return new Database(pool, config, startLock);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(
      DatabaseConfig config, Properties properties, int connections) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("claviger");
    pool.setJdbcUrl(config.url());
    pool.setUsername(config.user());
    // The JDBC drivers take nothing but a string.
    pool.setPassword(config.password().revealText());
    pool.setDataSourceProperties(properties);
    pool.setMaximumPoolSize(connections);
    pool.setAutoCommit(false);
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool.setConnectionTimeout(Vendor.of(config.url()).patience().toMillis());
    pool.setExceptionOverride(new LostConnections());
    return new HikariDataSource(pool);
  }

  private static SessionFactory sessions(DataSource pool) {
    PersistenceConfiguration persistence =
        new PersistenceConfiguration("claviger")
            .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
            .sharedCacheMode(SharedCacheMode.NONE)
            .validationMode(ValidationMode.NONE)
            .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
            .property(JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true)
            // The messages of the databases hold values of rows.
            .property(JdbcSettings.LOG_JDBC_ERRORS, false)
            .property(
                MappingSettings.PHYSICAL_NAMING_STRATEGY, new PhysicalNamingStrategySnakeCaseImpl())
            .property(SchemaToolingSettings.HBM2DDL_AUTO, "none");
    ROWS.forEach(persistence::managedClass);
    return persistence.createEntityManagerFactory().unwrap(SessionFactory.class);
  }
}
