package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.TombstoneRow;
import io.claviger.application.port.Tombstones;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tombstones, one row for each key that is gone. */
public final class HibernateTombstones implements Tombstones {
  private final HibernateUnitOfWork transactions;

  public HibernateTombstones(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Revision> prune(Scope scope, Instant before, int limit) {
    GuardedSession session = transactions.session();
    List<TombstoneRow> old =
        session
            .createSelectionQuery(
                "from TombstoneRow where id.scope = :scope and deletedAt < :before"
                    + " order by deletedAt",
                TombstoneRow.class)
            .setParameter("scope", scope.value())
            .setParameter("before", before.toEpochMilli())
            .setMaxResults(limit)
            .getResultList();
    old.forEach(session::delete);
    return old.stream().map(TombstoneRow::toRevision).max(Comparator.naturalOrder());
  }
}
