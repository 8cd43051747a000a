package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.UserRow;
import io.claviger.application.port.Users;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import java.util.Optional;

/** The administrators, one row each. */
public final class HibernateUsers implements Users {
  private final HibernateUnitOfWork transactions;

  public HibernateUsers(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<User> find(UserId id) {
    return Optional.ofNullable(transactions.session().get(UserRow.class, id.toString()))
        .map(UserRow::toUser);
  }

  @Override
  public Optional<User> lock(UserId id) {
    return transactions
        .session()
        .createSelectionQuery("from UserRow where id = :id", UserRow.class)
        .setParameter("id", id.toString())
        .forUpdate()
        .uniqueResultOptional()
        .map(UserRow::toUser);
  }

  @Override
  public Optional<User> findByNameHash(String nameHash) {
    return transactions
        .session()
        .createSelectionQuery("from UserRow where nameHash = :nameHash", UserRow.class)
        .setParameter("nameHash", nameHash)
        .uniqueResultOptional()
        .map(UserRow::toUser);
  }

  @Override
  public boolean any() {
    return !transactions
        .session()
        .createSelectionQuery("select id from UserRow", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  @Override
  public void save(User user) {
    transactions.session().upsert(UserRow.of(user));
  }
}
