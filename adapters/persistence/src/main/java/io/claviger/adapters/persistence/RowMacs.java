package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GuardedRow;
import io.claviger.application.port.Prf;
import io.claviger.application.port.RowIntegrity.Damage;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.MappingMetamodel;

/**
 * Makes and checks the MACs of rows: HMAC-SHA-256 over {@link RowColumns#encode}. The only place
 * where a row is found to be damaged.
 */
final class RowMacs implements AutoCloseable {
  private static final int MAX_NAME = 200;

  private final MappingMetamodel mapping;
  private final Prf prf;
  private final Secret key;
  private final Consumer<Damage> found;
  private final Map<Class<?>, RowColumns> columns = new ConcurrentHashMap<>();

  /**
   * @param key 32 bytes, kept until {@link #close}
   * @param found is told of every damaged row, before it is refused
   */
  RowMacs(SessionFactory sessions, Prf prf, Secret key, Consumer<Damage> found) {
    this.mapping = sessions.unwrap(SessionFactoryImplementor.class).getMappingMetamodel();
    this.prf = prf;
    this.key = key;
    this.found = found;
  }

  void stamp(GuardedRow row, SharedSessionContractImplementor session) {
    row.stamp(mac(row, session));
  }

  /**
   * @throws RefusedException with {@code Damaged} if this program did not write the row as it is
   */
  void check(GuardedRow row, SharedSessionContractImplementor session) {
    if (!isIntact(row, session)) {
      throw damaged(row, session);
    }
  }

  boolean isIntact(GuardedRow row, SharedSessionContractImplementor session) {
    byte[] stored = row.mac();
    try {
      return stored != null && MessageDigest.isEqual(stored, mac(row, session));
    } catch (IllegalArgumentException e) {
      // A text without UTF-8: this program stores none.
      return false;
    }
  }

  RefusedException damaged(GuardedRow row, SharedSessionContractImplementor session) {
    RowColumns table = columns(row.getClass());
    return damaged(
        scope(row),
        table.tableName(),
        "the stored row of "
            + table.tableName()
            + " "
            + printable(table.name(row, session))
            + " was changed outside of Claviger; compare the database with a backup");
  }

  RefusedException damaged(Scope scope, String table, String message) {
    found.accept(new Damage(scope, table, message));
    return RefusedException.damaged(message);
  }

  @Override
  public void close() {
    key.close();
  }

  private byte[] mac(GuardedRow row, SharedSessionContractImplementor session) {
    return prf.hmac(key, columns(row.getClass()).encode(row, session));
  }

  private RowColumns columns(Class<?> type) {
    return columns.computeIfAbsent(
        type, absent -> new RowColumns(mapping.getEntityDescriptor(absent)));
  }

  /** What the row says may be forged, too. */
  private static Scope scope(GuardedRow row) {
    try {
      return new Scope(row.scope());
    } catch (IllegalArgumentException e) {
      return Scope.SYSTEM;
    }
  }

  private static String printable(String name) {
    String cut = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    return cut.replaceAll("[^!-~]", "?");
  }
}
