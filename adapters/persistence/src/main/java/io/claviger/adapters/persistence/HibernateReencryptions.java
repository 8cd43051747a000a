package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.ReencryptionRow;
import io.claviger.application.port.Reencryptions;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Optional;

/** One row for each scope whose sealed values were to be moved to another key. */
public final class HibernateReencryptions implements Reencryptions {
  private final HibernateUnitOfWork transactions;

  public HibernateReencryptions(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Reencryption> find(Scope scope) {
    return Optional.ofNullable(transactions.session().get(ReencryptionRow.class, scope.value()))
        .map(ReencryptionRow::toReencryption);
  }

  @Override
  public void save(Reencryption reencryption) {
    transactions.session().upsert(ReencryptionRow.of(reencryption));
  }

  @Override
  public List<Reencryption> running() {
    return intact(
        transactions
            .session()
            .createSelectionQuery(
                "from ReencryptionRow where state = :running", ReencryptionRow.class)
            .setParameter("running", ReencryptionRow.text(Reencryption.State.RUNNING)));
  }

  @Override
  public List<Reencryption> all() {
    return intact(
        transactions.session().createSelectionQuery("from ReencryptionRow", ReencryptionRow.class));
  }

  /** A forged row of one scope must not keep the others from being worked on. */
  private static List<Reencryption> intact(GuardedQuery<ReencryptionRow> query) {
    return query.intactResults().stream().map(ReencryptionRow::toReencryption).toList();
  }
}
