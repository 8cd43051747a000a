package io.claviger.adapters.persistence;

import static java.util.stream.Collectors.joining;

import io.claviger.adapters.persistence.RowStatements.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hibernate.StaleStateException;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * The rows that a transaction writes. They wait until something is read that they may have changed,
 * or the transaction ends. Then they go to the database together, in the order in which they were
 * written, so that a write holds its group for one round trip and not for one per row.
 *
 * <p>Guarantees: a row that is updated or deleted is there, or the transaction fails as a lost
 * race.
 */
final class PendingWrites {
  /** Few enough that neither side waits for the other to read. */
  private static final int MOST_TOGETHER = 100;

  private final StatelessSession session;
  private final Map<Class<?>, RowStatements> statements;
  private final int together;
  private final WriterTurn turn;
  private final List<Write> waiting = new ArrayList<>();

  /**
   * @param statements by the entities that may be written
   * @param vendor some databases take no more than one statement at a time
   * @param turn taken before the first row goes out
   */
  PendingWrites(
      StatelessSession session,
      Map<Class<?>, RowStatements> statements,
      Vendor vendor,
      WriterTurn turn) {
    this.session = session;
    this.statements = statements;
    this.together = vendor.takesStatementsTogether() ? MOST_TOGETHER : 1;
    this.turn = turn;
  }

  void insert(Object row) {
    waiting.add(statements(row).insert(row, implementor()));
  }

  void update(Object row) {
    waiting.add(statements(row).update(row, implementor()));
  }

  /** As {@link #update}, and the row holds in this column what another such row holds there. */
  void updateWhere(String column, Object same, Object row) {
    waiting.add(statements(row).updateWhere(column, same, row, implementor()));
  }

  void delete(Object row) {
    waiting.add(statements(row).delete(row, implementor()));
  }

  /** Inserts or replaces, and does not wait. */
  void upsert(Object row) {
    flushBeforeWriting();
    session.upsert(row);
  }

  /** Before a row of this entity is read. */
  void flushBefore(Class<?> read) {
    flushIf(write -> write.type().equals(read));
  }

  /** Before a query that names its entities by their simple names. */
  void flushBefore(String hql) {
    flushIf(write -> hql.contains(write.type().getSimpleName()));
  }

  void flush() {
    flushIf(write -> true);
  }

  /**
   * Before the session itself writes, or holds a row.
   *
   * @throws IllegalStateException where nothing may be written
   */
  void flushBeforeWriting() {
    if (statements.isEmpty()) {
      throw new IllegalStateException("what only reads writes nothing, and holds nothing");
    }
    takeTurn();
    flush();
  }

  /** Whoever waits for its turn has a connection, so that nobody has the turn and waits for one. */
  private void takeTurn() {
    implementor().getJdbcCoordinator().getLogicalConnection().getPhysicalConnection();
    turn.take();
  }

  private void flushIf(Predicate<Write> concerned) {
    if (waiting.stream().anyMatch(concerned)) {
      takeTurn();
      List<Write> writes = List.copyOf(waiting);
      waiting.clear();
      session.doWork(connection -> run(connection, writes));
    }
  }

  private void run(Connection connection, List<Write> writes) throws SQLException {
    for (int first = 0; first < writes.size(); first += together) {
      runTogether(connection, writes.subList(first, Math.min(writes.size(), first + together)));
    }
  }

  private void runTogether(Connection connection, List<Write> writes) throws SQLException {
    String sql = writes.stream().map(Write::sql).collect(joining(";"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int position = 1;
      for (Write write : writes) {
        position = write.bind(statement, position, implementor());
      }
      statement.execute();
      for (Write write : writes) {
        if (statement.getUpdateCount() != 1) {
          throw new StaleStateException("a row is not there: " + write.sql());
        }
        statement.getMoreResults();
      }
    }
  }

  private RowStatements statements(Object row) {
    return Optional.ofNullable(statements.get(row.getClass()))
        .orElseThrow(() -> new IllegalStateException("nothing is written where all is read"));
  }

  private SharedSessionContractImplementor implementor() {
    return (SharedSessionContractImplementor) session;
  }
}
