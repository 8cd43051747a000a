package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.WireKeyRow;
import io.claviger.application.port.WireKeys;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.shared.Scope;
import java.util.List;

/** The wire keys, one row each. */
public final class HibernateWireKeys implements WireKeys {
  private final HibernateUnitOfWork transactions;

  public HibernateWireKeys(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<WireKey> of(Scope scope) {
    return transactions
        .session()
        .createSelectionQuery("from WireKeyRow where id.scope = :scope", WireKeyRow.class)
        .setParameter("scope", scope.value())
        .getResultList()
        .stream()
        .map(WireKeyRow::toKey)
        .toList();
  }

  @Override
  public void save(WireKey key) {
    transactions.session().upsert(WireKeyRow.of(key));
  }

  @Override
  public void remove(WireKey key) {
    transactions.session().remove(WireKeyRow.class, WireKeyRow.Id.of(key));
  }
}
