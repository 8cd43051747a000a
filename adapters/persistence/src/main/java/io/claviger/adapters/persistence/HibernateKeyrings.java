package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.KeyringKeyRow;
import io.claviger.adapters.persistence.rows.KeyringRow;
import io.claviger.application.port.Keyrings;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The wrapped data keys, and a version for each scope that has some. */
public final class HibernateKeyrings implements Keyrings {
  private final HibernateUnitOfWork transactions;

  public HibernateKeyrings(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<WrappedKey> of(Scope scope) {
    return transactions
        .session()
        .createSelectionQuery(
            "from KeyringKeyRow where id.scope = :scope order by ordinal desc", KeyringKeyRow.class)
        .setParameter("scope", scope.value())
        .getResultList()
        .stream()
        .map(KeyringKeyRow::toKey)
        .toList();
  }

  @Override
  public long version(Scope scope) {
    return Optional.ofNullable(transactions.session().getKeyring(scope.value()))
        .map(KeyringRow::toVersion)
        .orElse(0L);
  }

  @Override
  public Map<Scope, Long> versions() {
    return transactions
        .session()
        .createSelectionQuery("from KeyringRow", KeyringRow.class)
        .intactResults()
        .stream()
        .collect(Collectors.toMap(row -> new Scope(row.scope()), KeyringRow::toVersion));
  }

  @Override
  public Set<Scope> scopes() {
    GuardedSession session = transactions.session();
    Set<String> keyrings =
        session.createSelectionQuery("from KeyringRow", KeyringRow.class).getResultList().stream()
            .map(KeyringRow::scope)
            .collect(Collectors.toSet());
    for (String scope :
        session
            .createSelectionQuery("select distinct id.scope from KeyringKeyRow", String.class)
            .getResultList()) {
      if (!keyrings.contains(scope)) {
        throw RefusedException.damaged(
            "the stored row of keyring "
                + scope
                + " is missing; compare the database with a backup");
      }
    }
    return keyrings.stream().map(Scope::new).collect(Collectors.toSet());
  }

  @Override
  public Revision hold(Scope scope) {
    if (scope.equals(Scope.SYSTEM)) {
      transactions
          .session()
          .createSelectionQuery("from KeyringRow where scope = :scope", KeyringRow.class)
          .setParameter("scope", scope.value())
          .forUpdate()
          .getResultList();
      return Revision.NONE;
    }
    // Nothing to do where the transaction holds it already, as every writer of a group does.
    return Optional.ofNullable(transactions.session().hold(scope.value()))
        .map(GatewayGroupRow::toRevision)
        .orElse(Revision.NONE);
  }

  @Override
  public void add(WrappedKey key) {
    transactions.session().insert(KeyringKeyRow.of(key));
    countUp(key.scope());
  }

  @Override
  public void replace(WrappedKey key) {
    transactions.session().upsert(KeyringKeyRow.of(key));
    countUp(key.scope());
  }

  private void countUp(Scope scope) {
    KeyringRow keyring = transactions.session().getKeyring(scope.value());
    if (keyring == null) {
      transactions.session().insert(KeyringRow.first(scope));
    } else {
      keyring.countUp();
      transactions.session().update(keyring);
    }
  }
}
