package io.claviger.tests.harness;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.RowIntegrity.Damage;
import io.claviger.domain.shared.Secret;
import java.util.Arrays;
import java.util.function.Consumer;

/** Gives a database of a test the key under which its rows are written and checked. */
public final class RowKeys {
  private RowKeys() {}

  /** Always the same key. */
  public static RowIntegrity begin(Database database) {
    return begin(database, damage -> {});
  }

  /** As {@link #begin(Database)}, and tells of damaged rows. */
  public static RowIntegrity begin(Database database, Consumer<Damage> found) {
    RowIntegrity rows = new HibernateRowIntegrity(database.unitOfWork(), new HmacPrf(), found);
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    try (Secret secret = Secret.of(key)) {
      rows.begin(secret);
    }
    return rows;
  }
}
