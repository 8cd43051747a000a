package io.claviger.adapters.persistence;

import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;

/**
 * Transactions at READ COMMITTED: a statement sees what was committed before it began.
 *
 * <p>Not guaranteed: where the connection is lost during the commit itself, the database may have
 * committed or not; that is an {@code Uncertain}.
 */
public final class HibernateUnitOfWork implements UnitOfWork {
  private static final Logger LOG = System.getLogger(HibernateUnitOfWork.class.getName());
  private static final long DRAIN_SECONDS = 5;

  private final SessionFactory sessions;
  private final ScopedValue<StatelessSession> current = ScopedValue.newInstance();

  /** Shared by the transactions that run, held alone by {@link #drain}. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  HibernateUnitOfWork(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    if (current.isBound()) {
      throw new IllegalStateException("transactions do not nest");
    }
    Lock running = open.readLock();
    if (!running.tryLock()) {
      throw RefusedException.unavailable("the program is being stopped: retry when it is back");
    }
    try (StatelessSession session = sessions.openStatelessSession()) {
      return ScopedValue.where(current, session).call(() -> commit(session, work));
    } catch (RuntimeException e) {
      throw DatabaseFailures.inTransaction(e);
    } finally {
      running.unlock();
    }
  }

  /** Gives the transactions that run a few seconds to end, and refuses others from then on. */
  void drain() {
    try {
      if (!open.writeLock().tryLock(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "a transaction did not end in time and is cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
      commit(transaction);
      return result;
    } catch (Throwable e) {
      rollBack(transaction, e);
      throw e;
    }
  }

  private static void commit(Transaction transaction) {
    try {
      transaction.commit();
    } catch (RuntimeException e) {
      throw DatabaseFailures.inCommit(e);
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
