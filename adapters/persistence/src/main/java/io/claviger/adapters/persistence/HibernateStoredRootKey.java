package io.claviger.adapters.persistence;

import static io.claviger.domain.shared.RefusedException.damaged;

import io.claviger.adapters.persistence.rows.RootKeyRow;
import io.claviger.application.port.StoredRootKey;
import io.claviger.domain.seal.WrappedRootKey;
import java.util.Optional;

/** The wrapped root key, in one row. */
public final class HibernateStoredRootKey implements StoredRootKey {
  private final HibernateUnitOfWork transactions;

  public HibernateStoredRootKey(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<WrappedRootKey> find() {
    return Optional.ofNullable(transactions.session().get(RootKeyRow.class, RootKeyRow.ONLY))
        .map(HibernateStoredRootKey::read);
  }

  @Override
  public Optional<WrappedRootKey> hold() {
    return transactions
        .session()
        .createSelectionQuery("from RootKeyRow", RootKeyRow.class)
        .forUpdate()
        .getResultList()
        .stream()
        .map(HibernateStoredRootKey::read)
        .findFirst();
  }

  private static WrappedRootKey read(RootKeyRow row) {
    try {
      return row.toRootKey();
    } catch (IllegalArgumentException e) {
      throw damaged(
          "the stored row of root_key was changed outside of Claviger; compare the database with a"
              + " backup");
    }
  }

  @Override
  public void save(WrappedRootKey rootKey) {
    transactions.session().upsert(RootKeyRow.of(rootKey));
  }
}
