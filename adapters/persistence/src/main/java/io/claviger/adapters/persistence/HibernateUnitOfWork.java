package io.claviger.adapters.persistence;

import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.resource.transaction.spi.TransactionStatus;

/**
 * Transactions at READ COMMITTED: a statement sees what was committed before it began.
 *
 * <p>Not guaranteed: where the connection is lost during the commit itself, the database may have
 * committed or not; that is an {@code Uncertain}.
 */
public final class HibernateUnitOfWork implements UnitOfWork {
  private static final Logger LOG = System.getLogger(HibernateUnitOfWork.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Longer than a statement may take. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(20);

  private final DataSource pool;
  private final SessionFactory sessions;
  private final List<RowTable> tables;
  private final Map<Class<?>, RowStatements> statements;
  private final Vendor vendor;
  private final WriterTurn turn;
  private final ScopedValue<GuardedSession> current = ScopedValue.newInstance();
  private volatile Optional<RowGuard> guard = Optional.empty();

  /** Shared by the transactions that run, held alone by {@link #alone} and {@link #close}. */
  private final ReadWriteLock open = new ReentrantReadWriteLock();

  /** Whether none may begin: the lock alone lets those in who come while another waits for it. */
  private volatile boolean refusing;

  HibernateUnitOfWork(DataSource pool, SessionFactory sessions, Vendor vendor) {
    this.pool = pool;
    this.sessions = sessions;
    this.tables = RowTable.all(sessions);
    this.statements = RowStatements.all(sessions);
    this.vendor = vendor;
    this.turn = new WriterTurn(vendor);
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return admitted(() -> inTransaction(statements, work));
  }

  /** {@inheritDoc} Each statement sees what was committed before it began, here as there. */
  @Override
  public <T> T reading(Supplier<T> work) {
    return admitted(
        () -> vendor.isFarAway() ? withoutTransaction(work) : inTransaction(Map.of(), work));
  }

  /**
   * @param writable statements by the entities that may be written
   */
  private <T> T inTransaction(Map<Class<?>, RowStatements> writable, Supplier<T> work) {
    boolean unsettled;
    T result;
    try (StatelessSession session = sessions.openStatelessSession()) {
      GuardedSession guarded = guarded(session, writable);
      result =
          ScopedValue.where(current, guarded)
              .call(() -> commit(session.beginTransaction(), guarded, work));
      unsettled = guarded.isUnsettled();
    }
    if (unsettled) {
      // Only here, so that who waits has no connection.
      turn.await();
    }
    return result;
  }

  private <T> T withoutTransaction(Supplier<T> work) {
    try (Connection connection = pool.getConnection();
        StatelessSession session =
            sessions.withStatelessOptions().connection(connection).openStatelessSession()) {
      connection.setAutoCommit(true);
      return ScopedValue.where(current, guarded(session, Map.of())).call(work::get);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private GuardedSession guarded(StatelessSession session, Map<Class<?>, RowStatements> writable) {
    return new GuardedSession(
        session, new PendingWrites(session, writable, vendor, turn), () -> guard);
  }

  private <T> T admitted(Supplier<T> work) {
    if (current.isBound()) {
      throw new IllegalStateException("transactions do not nest");
    }
    Lock running = open.readLock();
    if (refusing || !running.tryLock()) {
      throw RefusedException.unavailable(
          "the program is being stopped or sealed: retry when it is back");
    }
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw DatabaseFailures.inTransaction(e);
    } finally {
      turn.give();
      running.unlock();
    }
  }

  /**
   * Does something while no transaction is open: those that are may take as long as a statement may
   * take to end, and others are refused meanwhile, with {@code Unavailable}.
   *
   * <p>Not guaranteed: that one which takes longer has ended.
   */
  public void alone(Runnable work) {
    boolean drained = drain(LONG_PATIENCE);
    try {
      work.run();
    } finally {
      refusing = false;
      if (drained) {
        open.writeLock().unlock();
      }
    }
  }

  /** Gives the transactions that run a few seconds to end, and refuses others from then on. */
  void close() {
    drain(PATIENCE);
  }

  private boolean drain(Duration patience) {
    refusing = true;
    try {
      if (open.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return true;
      }
      LOG.log(Level.WARNING, "a transaction did not end in time and is cut off");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** The session of the transaction that is open on this thread. */
  GuardedSession session() {
    if (!current.isBound()) {
      throw new IllegalStateException("there is no transaction on this thread");
    }
    return current.get();
  }

  /** Rows can be written and checked from now on. */
  void guard(RowGuard with) {
    if (guard.isPresent()) {
      throw new IllegalStateException("rows have their key already");
    }
    guard = Optional.of(with);
  }

  /** As before {@link #guard}. */
  void unguard() {
    Optional<RowGuard> before = guard;
    guard = Optional.empty();
    before.ifPresent(RowGuard::close);
  }

  SessionFactory mapping() {
    return sessions;
  }

  /** The tables whose rows carry a MAC. */
  List<RowTable> tables() {
    return tables;
  }

  private <T> T commit(Transaction transaction, GuardedSession session, Supplier<T> work) {
    try {
      T result = work.get();
      session.complete();
      commit(transaction);
      return result;
    } catch (Throwable e) {
      rollBack(transaction, session, e);
      throw e;
    }
  }

  private void commit(Transaction transaction) {
    try {
      transaction.commit();
    } catch (RuntimeException e) {
      throw DatabaseFailures.inCommit(e);
    }
  }

  /** One that had no turn has written nothing, and H2 stores its trees at each rollback. */
  private void rollBack(Transaction transaction, GuardedSession session, Throwable reason) {
    try {
      // Without a connection nothing was done, and none is waited for to undo it.
      if (transaction.isActive() && session.isConnected()) {
        if (turn.isMissing() && transaction.getStatus() == TransactionStatus.ACTIVE) {
          transaction.commit();
        } else {
          turn.take();
          transaction.rollback();
        }
      }
    } catch (RuntimeException e) {
      // The pool closes a connection that does not even roll back; the reason is what counts.
      reason.addSuppressed(DatabaseFailures.inTransaction(e));
    }
  }
}
