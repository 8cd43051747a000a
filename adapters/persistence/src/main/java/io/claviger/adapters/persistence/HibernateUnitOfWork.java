package io.claviger.adapters.persistence;

import io.claviger.application.port.UnitOfWork;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;

/**
 * Transactions at READ COMMITTED: a statement sees what was committed before it began.
 *
 * <p>Not guaranteed: where the connection is lost during the commit itself, {@code Unavailable} is
 * thrown although the database may have committed.
 */
public final class HibernateUnitOfWork implements UnitOfWork {
  private final SessionFactory sessions;
  private final ScopedValue<StatelessSession> current = ScopedValue.newInstance();

  HibernateUnitOfWork(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    if (current.isBound()) {
      throw new IllegalStateException("transactions do not nest");
    }
    try (StatelessSession session = sessions.openStatelessSession()) {
      return ScopedValue.where(current, session).call(() -> commit(session, work));
    } catch (RuntimeException e) {
      throw DatabaseFailures.inTransaction(e);
    }
  }

  /** The session of the transaction that is open on this thread. */
  StatelessSession session() {
    if (!current.isBound()) {
      throw new IllegalStateException("there is no transaction on this thread");
    }
    return current.get();
  }

  private static <T> T commit(StatelessSession session, Supplier<T> work) {
    Transaction transaction = session.beginTransaction();
    try {
      T result = work.get();
      transaction.commit();
      return result;
    } catch (Throwable e) {
      rollBack(transaction, e);
      throw e;
    }
  }

  private static void rollBack(Transaction transaction, Throwable reason) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (RuntimeException e) {
      // The pool closes a connection that does not even roll back; the reason is what counts.
      reason.addSuppressed(DatabaseFailures.inTransaction(e));
    }
  }
}
