package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.AccessTokenRow;
import io.claviger.adapters.persistence.rows.UserRow;
import io.claviger.application.port.AccessTokens;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The access tokens, one row each. */
public final class HibernateAccessTokens implements AccessTokens {
  private final HibernateUnitOfWork transactions;

  public HibernateAccessTokens(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<AccessToken> find(TokenId id) {
    return Optional.ofNullable(transactions.session().get(AccessTokenRow.class, id.value()))
        .map(AccessTokenRow::toToken);
  }

  @Override
  public Optional<Owned> findWithOwner(TokenId id) {
    return transactions
        .session()
        .createSelectionQuery(
            "select t, u from AccessTokenRow t left join UserRow u on u.id = t.owner"
                + " where t.id = :id",
            Object[].class)
        .setParameter("id", id.value())
        .uniqueResultOptional()
        .filter(rows -> rows[1] != null)
        .map(rows -> new Owned(((AccessTokenRow) rows[0]).toToken(), ((UserRow) rows[1]).toUser()));
  }

  @Override
  public List<AccessToken> of(UserId owner) {
    return transactions
        .session()
        .createSelectionQuery(
            "from AccessTokenRow where owner = :owner order by ordinal", AccessTokenRow.class)
        .setParameter("owner", owner.toString())
        .getResultList()
        .stream()
        .map(AccessTokenRow::toToken)
        .toList();
  }

  @Override
  public void add(AccessToken token) {
    transactions.session().insert(AccessTokenRow.of(token));
  }

  @Override
  public void remove(TokenId id) {
    transactions
        .session()
        .createMutationQuery("delete from AccessTokenRow where id = :id")
        .setParameter("id", id.value())
        .executeUpdate();
  }

  @Override
  public void removeExpiredBefore(Instant moment) {
    transactions
        .session()
        .createMutationQuery("delete from AccessTokenRow where expiresAt < :moment")
        .setParameter("moment", moment.toEpochMilli())
        .executeUpdate();
  }
}
