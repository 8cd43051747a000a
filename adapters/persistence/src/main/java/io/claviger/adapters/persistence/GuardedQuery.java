package io.claviger.adapters.persistence;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query of which no damaged row comes out, be it one of several that were selected together. What
 * selects columns alone is not checked.
 */
final class GuardedQuery<T> {
  private final GuardedSession session;
  private final SelectionQuery<T> query;
  private final PendingWrites writes;
  private final String hql;
  private boolean locked;

  /**
   * @param writes what the query must see
   * @param hql what the query says
   */
  GuardedQuery(GuardedSession session, SelectionQuery<T> query, PendingWrites writes, String hql) {
    this.session = session;
    this.query = query;
    this.writes = writes;
    this.hql = hql;
  }

  GuardedQuery<T> setParameter(String name, @Nullable Object value) {
    query.setParameter(name, value);
    return this;
  }

  GuardedQuery<T> setParameterList(String name, Collection<?> values) {
    query.setParameterList(name, values);
    return this;
  }

  GuardedQuery<T> setMaxResults(int most) {
    query.setMaxResults(most);
    return this;
  }

  GuardedQuery<T> setFirstResult(int first) {
    query.setFirstResult(first);
    return this;
  }

  /** Holds the rows until the transaction ends. */
  GuardedQuery<T> forUpdate() {
    query.setLockMode(LockModeType.PESSIMISTIC_WRITE);
    locked = true;
    return this;
  }

  List<T> getResultList() {
    flush();
    List<T> found = query.getResultList();
    found.forEach(row -> session.read(row, locked));
    return found;
  }

  /** Those that are intact; the others are told of, and left out. */
  List<T> intactResults() {
    flush();
    return query.getResultList().stream().filter(session.authentication()::isIntact).toList();
  }

  /** How many are damaged; they are told of. */
  long damagedResults() {
    flush();
    return query.getResultList().stream()
        .filter(row -> !session.authentication().isIntact(row))
        .count();
  }

  T getSingleResult() {
    flush();
    T found = query.getSingleResult();
    session.read(found, locked);
    return found;
  }

  Optional<T> uniqueResultOptional() {
    flush();
    Optional<T> found = query.uniqueResultOptional();
    found.ifPresent(row -> session.read(row, locked));
    return found;
  }

  private void flush() {
    if (locked) {
      writes.flushBeforeWriting();
    } else {
      writes.flushBefore(hql);
    }
  }
}
