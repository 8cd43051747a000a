package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.LeaseRow;
import io.claviger.application.port.Leases;
import java.time.Duration;
import java.time.Instant;

/** Leases, by the clock of the database, which all processes share. */
public final class HibernateLeases implements Leases {
  private final HibernateUnitOfWork transactions;

  public HibernateLeases(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean acquire(String name, String holder, Duration duration) {
    Instant now =
        transactions
            .session()
            .createSelectionQuery("select instant", Instant.class)
            .getSingleResult();
    return renew(name, holder, now, now.plus(duration)) || add(name, holder, now.plus(duration));
  }

  private boolean renew(String name, String holder, Instant now, Instant until) {
    return transactions
            .session()
            .createMutationQuery(
                "update LeaseRow set holder = :holder, expiresAt = :until"
                    + " where name = :name and (holder = :holder or expiresAt <= :now)")
            .setParameter("holder", holder)
            .setParameter("until", until.toEpochMilli())
            .setParameter("name", name)
            .setParameter("now", now.toEpochMilli())
            .executeUpdate()
        == 1;
  }

  /** The very first time; of two who try that at once, one gets a {@code Conflict}. */
  private boolean add(String name, String holder, Instant until) {
    if (transactions.session().get(LeaseRow.class, name) != null) {
      return false;
    }
    transactions.session().insert(LeaseRow.of(name, holder, until));
    return true;
  }
}
