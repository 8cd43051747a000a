package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.PendingShredRow;
import io.claviger.application.port.PendingShreds;
import io.claviger.domain.shared.Scope;
import java.util.Set;
import java.util.stream.Collectors;

/** One row for each scope whose shred key is to be destroyed. */
public final class HibernatePendingShreds implements PendingShreds {
  private final HibernateUnitOfWork transactions;

  public HibernatePendingShreds(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Set<Scope> all() {
    return transactions
        .session()
        .createSelectionQuery("from PendingShredRow", PendingShredRow.class)
        // A forged row must neither destroy a key nor keep others from being destroyed.
        .intactResults()
        .stream()
        .map(PendingShredRow::toScope)
        .collect(Collectors.toSet());
  }

  @Override
  public void add(Scope scope) {
    transactions.session().insert(PendingShredRow.of(scope));
  }

  @Override
  public void remove(Scope scope) {
    transactions
        .session()
        .createMutationQuery("delete from PendingShredRow where goneScope = :scope")
        .setParameter("scope", scope.value())
        .executeUpdate();
  }
}
