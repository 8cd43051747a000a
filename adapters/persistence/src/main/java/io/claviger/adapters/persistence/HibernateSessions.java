package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.SessionRow;
import io.claviger.application.port.Sessions;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.UserId;
import java.time.Instant;
import java.util.Optional;

/** The sessions of browsers, one row each. */
public final class HibernateSessions implements Sessions {
  private final HibernateUnitOfWork transactions;

  public HibernateSessions(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Session> find(String idHash) {
    return Optional.ofNullable(transactions.session().get(SessionRow.class, idHash))
        .map(SessionRow::toSession);
  }

  @Override
  public void save(Session session) {
    transactions.session().upsert(SessionRow.of(session));
  }

  @Override
  public void remove(String idHash) {
    transactions
        .session()
        .createMutationQuery("delete from SessionRow where idHash = :idHash")
        .setParameter("idHash", idHash)
        .executeUpdate();
  }

  @Override
  public void removeOthers(UserId user, String keptIdHash) {
    transactions
        .session()
        .createMutationQuery("delete from SessionRow where owner = :owner and idHash <> :kept")
        .setParameter("owner", user.toString())
        .setParameter("kept", keptIdHash)
        .executeUpdate();
  }

  @Override
  public void removeUnusedSince(Instant moment) {
    transactions
        .session()
        .createMutationQuery("delete from SessionRow where lastUsedAt < :moment")
        .setParameter("moment", moment.toEpochMilli())
        .executeUpdate();
  }
}
