package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.AuditEntryRow;
import io.claviger.adapters.persistence.rows.AuditLeafRow;
import io.claviger.adapters.persistence.rows.AuditPendingRow;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.audit.AuditEntry;
import java.util.List;

/** The audit entries, and the numbers that those of them have which are leaves. */
public final class HibernateAuditLog implements AuditLog {
  private final HibernateUnitOfWork transactions;

  public HibernateAuditLog(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public void append(AuditEntry entry) {
    AuditEntryRow row = AuditEntryRow.of(entry);
    transactions.session().insert(row);
    transactions.session().insert(AuditPendingRow.of(row.toId()));
  }

  /** {@inheritDoc} The first number is 0, as in RFC 9162. */
  @Override
  public int sequence(int limit) {
    // A rival who commits between these two reads takes this number, and the primary key tells.
    long next = nextNumber();
    List<AuditEntryRow> oldest = oldestPending(limit);
    for (AuditEntryRow entry : oldest) {
      transactions.session().insert(AuditLeafRow.of(next++, entry));
      transactions.session().delete(AuditPendingRow.of(entry.toId()));
    }
    return oldest.size();
  }

  @Override
  public long pending() {
    return transactions
        .session()
        .createSelectionQuery("select count(*) from AuditPendingRow", Long.class)
        .getSingleResult();
  }

  @Override
  public Page search(Filter filter, int page, int pageSize) {
    if (page < 1 || pageSize < 1) {
      throw new IllegalArgumentException("pages are counted from 1 and have at least one entry");
    }
    AuditCondition condition = AuditCondition.of(filter);
    long total =
        condition
            .bind(
                transactions
                    .session()
                    .createSelectionQuery(
                        "select count(*) from AuditEntryRow" + condition.where(), Long.class))
            .getSingleResult();
    List<AuditEntry> entries =
        condition
            .bind(
                transactions
                    .session()
                    .createSelectionQuery(
                        "from AuditEntryRow"
                            + condition.where()
                            + " order by time desc, ordinal desc",
                        AuditEntryRow.class))
            .setFirstResult(Math.multiplyExact(page - 1, pageSize))
            .setMaxResults(pageSize)
            .getResultList()
            .stream()
            .map(AuditEntryRow::toEntry)
            .toList();
    return new Page(entries, total);
  }

  private long nextNumber() {
    return transactions
        .session()
        .createSelectionQuery("select coalesce(max(seq), -1L) + 1 from AuditLeafRow", Long.class)
        .getSingleResult();
  }

  private List<AuditEntryRow> oldestPending(int limit) {
    return transactions
        .session()
        .createSelectionQuery(
            "select e from AuditPendingRow p join AuditEntryRow e on e.id = p.id"
                + " order by e.ordinal",
            AuditEntryRow.class)
        .setMaxResults(limit)
        .getResultList();
  }
}
