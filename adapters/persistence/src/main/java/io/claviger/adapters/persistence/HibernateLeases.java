package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.LeaseRow;
import io.claviger.application.port.Leases;
import java.time.Duration;
import java.time.Instant;

/** Leases, by the clock of the database, which all processes share. */
public final class HibernateLeases implements Leases {
  private final HibernateUnitOfWork transactions;
  private final String holder;

  /**
   * @param holder names this process among those that share the database
   */
  public HibernateLeases(HibernateUnitOfWork transactions, String holder) {
    this.transactions = transactions;
    this.holder = holder;
  }

  @Override
  public boolean acquire(String name, Duration duration) {
    Instant now =
        transactions
            .session()
            .createSelectionQuery("select instant", Instant.class)
            .getSingleResult();
    return renew(name, now, now.plus(duration)) || add(name, now.plus(duration));
  }

  @Override
  public void release(String name) {
    transactions
        .session()
        .createMutationQuery("delete from LeaseRow where name = :name and holder = :holder")
        .setParameter("name", name)
        .setParameter("holder", holder)
        .executeUpdate();
  }

  private boolean renew(String name, Instant now, Instant until) {
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
  private boolean add(String name, Instant until) {
    if (transactions.session().get(LeaseRow.class, name) != null) {
      return false;
    }
    transactions.session().insert(LeaseRow.of(name, holder, until));
    return true;
  }
}
