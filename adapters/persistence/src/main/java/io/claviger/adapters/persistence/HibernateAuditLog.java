package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.AuditEntryRow;
import io.claviger.adapters.persistence.rows.AuditLeafRow;
import io.claviger.adapters.persistence.rows.AuditPendingRow;
import io.claviger.adapters.persistence.rows.LongAuditEntry;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.audit.AuditSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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
    transactions.session().insert(AuditPendingRow.of(row));
  }

  /** {@inheritDoc} The first number is 0, as in RFC 9162. */
  @Override
  public int sequence(int limit) {
    // A rival who commits between these two reads takes this number, and the primary key tells.
    long next = nextNumber();
    List<AuditPendingRow> oldest = oldestPending(limit);
    for (AuditPendingRow entry : oldest) {
      transactions.session().insert(AuditLeafRow.of(next++, entry));
      transactions.session().delete(entry);
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
    // Ids alone: a database may hold all that it sorts in memory.
    List<String> ids =
        condition
            .bind(
                transactions
                    .session()
                    .createSelectionQuery(
                        "select id from AuditEntryRow"
                            + condition.where()
                            + " order by time desc, ordinal desc",
                        String.class))
            .setFirstResult(Math.multiplyExact(page - 1, pageSize))
            .setMaxResults(pageSize)
            .getResultList();
    return new Page(ids.isEmpty() ? List.of() : summaries(ids), total);
  }

  private List<AuditSummary> summaries(List<String> ids) {
    Map<String, AuditSummary> found = new HashMap<>();
    listed(ids, "from AuditEntryRow where id in :ids and bytes <= :most", AuditEntryRow.class)
        .forEach(row -> found.put(row.toId(), AuditSummary.of(row.toEntry())));
    listed(ids, LongAuditEntry.QUERY, LongAuditEntry.class)
        .forEach(row -> found.put(row.id(), row.toSummary()));
    return ids.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private <T> List<T> listed(List<String> ids, String hql, Class<T> type) {
    return transactions
        .session()
        .createSelectionQuery(hql, type)
        .setParameterList("ids", ids)
        .setParameter("most", LISTED_BYTES)
        .getResultList();
  }

  @Override
  public Optional<AuditEntry> find(UUID id) {
    return Optional.ofNullable(transactions.session().get(AuditEntryRow.class, id.toString()))
        .map(AuditEntryRow::toEntry);
  }

  private long nextNumber() {
    return transactions
        .session()
        .createSelectionQuery("select coalesce(max(seq), -1L) + 1 from AuditLeafRow", Long.class)
        .getSingleResult();
  }

  private List<AuditPendingRow> oldestPending(int limit) {
    return transactions
        .session()
        .createSelectionQuery(
            "select p from AuditPendingRow p join AuditEntryRow e on e.id = p.id"
                + " order by e.ordinal",
            AuditPendingRow.class)
        .setMaxResults(limit)
        .getResultList();
  }
}
