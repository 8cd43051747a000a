package io.claviger.adapters.persistence;

import io.claviger.domain.shared.RefusedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to write, on a database that takes one writer at a time.
 *
 * <p>H2 stores its trees one after the other, and lets transactions go on meanwhile. A change made
 * between two of them reaches the file without the record that would undo it; who loses the process
 * then finds half a transaction at the next start, or a row in the index of a table that has no
 * such row. No row changes while a transaction commits if no other has begun to write.
 *
 * <p>Guarantees: whoever waits gets its turn in the order in which they came.
 */
final class WriterTurn {
  /** As long as for the lock of a row. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReentrantLock turn = new ReentrantLock(true);
  private final boolean oneAtATime;

  WriterTurn(Vendor vendor) {
    this.oneAtATime = vendor.takesOneWriter();
  }

  /**
   * Before the first statement that writes or locks, so that who waits holds no row; further calls
   * of the same transaction do nothing.
   *
   * @throws RefusedException {@code Unavailable} if others take too long
   */
  void take() {
    if (oneAtATime && !turn.isHeldByCurrentThread() && !acquired()) {
      throw RefusedException.unavailable("the database is busy: retry");
    }
  }

  /** Whether there are turns, and this transaction has not had to take its. */
  boolean isMissing() {
    return oneAtATime && !turn.isHeldByCurrentThread();
  }

  /** After the transaction, whatever became of it. */
  void give() {
    if (turn.isHeldByCurrentThread()) {
      turn.unlock();
    }
  }

  /**
   * Returns once what was committed survives the loss of the process: others see it a little
   * earlier.
   *
   * @throws RefusedException as {@link #take}
   */
  void await() {
    if (!turn.isHeldByCurrentThread()) {
      take();
      give();
    }
  }

  private boolean acquired() {
    try {
      return turn.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
