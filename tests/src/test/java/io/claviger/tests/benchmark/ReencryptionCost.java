package io.claviger.tests.benchmark;

import io.claviger.tests.harness.OpenedInstallation;
import io.claviger.tests.harness.StoredSecrets;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast sealed values move to a new key while nobody writes, beside a plain update of the same
 * rows in batches, and what those who write meanwhile feel of it.
 */
final class ReencryptionCost {
  private static final String KEYRING = "/api/gateway_groups/default/keyring";
  private static final int BATCH = 32;

  /** Seldom, because the answer counts all values. */
  private static final long POLL_NANOS = 100_000_000;

  private static final String RATE = "C2 re-encrypted values per second while nobody writes";
  private static final String RATE_GOAL = "≥ 0.6 of a plain update";
  private static final String FELT = "C2 p99 of a write meanwhile, ms";
  private static final String FELT_GOAL = "≤ 2 of alone";

  private final Trial trial;
  private final TestDatabase database = TestDatabase.durablePostgres();
  private int next;

  ReencryptionCost(Trial trial) {
    this.trial = trial;
  }

  void measure() throws IOException {
    try (ClavigerSide side = ClavigerSide.on(database, trial.home())) {
      try (OpenedInstallation stored =
          OpenedInstallation.of(database.config(), trial.home().resolve("data").resolve("keys"))) {
        StoredSecrets.write(stored, trial.scaled(20_000));
      }
      trial.compare(RATE, RATE_GOAL, "update", updatedPerSecond());
      int warming = trial.scaled(Load.UNTIL_COMPILED);
      Load.write(side, 0, warming);
      int alone = warming + trial.scaled(500);
      next = warming;
      trial.compare(FELT, FELT_GOAL, "alone", p99(latencies(side, () -> next < alone)));
      rotate(side);
      trial.report(RATE, RATE_GOAL, movedPerSecond(side));
      rotate(side);
      trial.report(FELT, FELT_GOAL, p99(latencies(side, () -> isRunning(progress(side)))));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void rotate(ClavigerSide side) {
    side.admin().send("POST", KEYRING + "/rotate", new byte[0]).expect(201);
  }

  /** From when it has begun: it looks once a second whether there is something to do. */
  private static double movedPerSecond(ClavigerSide side) {
    JsonObject first = progress(side);
    while (isRunning(first) && first.getInt("done") == 0) {
      LockSupport.parkNanos(POLL_NANOS);
      first = progress(side);
    }
    long begin = System.nanoTime();
    while (isRunning(progress(side))) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return (first.getInt("total") - first.getInt("done")) / ((System.nanoTime() - begin) / 1e9);
  }

  private static boolean isRunning(JsonObject progress) {
    return progress.getString("state").equals("running");
  }

  private static JsonObject progress(ClavigerSide side) {
    return side.admin().get(KEYRING + "/reencryption").expect(200).value();
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }

  private List<Double> latencies(Side side, Condition goOn) throws IOException {
    List<Double> millis = new ArrayList<>();
    try (Side.Writer writer = side.writer()) {
      while (goOn.holds()) {
        long begin = System.nanoTime();
        writer.put(next++);
        millis.add((System.nanoTime() - begin) / 1e6);
      }
    }
    return millis;
  }

  private static double p99(List<Double> millis) {
    return Numbers.quantile(millis, 0.99);
  }

  private double updatedPerSecond() throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      List<Row> rows = rows(connection);
      long begin = System.nanoTime();
      for (int first = 0; first < rows.size(); first += BATCH) {
        update(connection, rows.subList(first, Math.min(rows.size(), first + BATCH)));
        connection.commit();
      }
      return rows.size() / ((System.nanoTime() - begin) / 1e9);
    }
  }

  private record Row(String scope, String kind, String id, String pointer, byte[] sealed) {}

  private static List<Row> rows(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select scope, kind, id, pointer, sealed from sealed_value");
        ResultSet found = select.executeQuery()) {
      while (found.next()) {
        rows.add(
            new Row(
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getBytes(5)));
      }
    }
    return rows;
  }

  /** To what they are: the database writes them all the same. */
  private static void update(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update sealed_value set sealed = ?"
                + " where scope = ? and kind = ? and id = ? and pointer = ? and sealed = ?")) {
      for (Row row : rows) {
        update.setBytes(1, row.sealed());
        update.setString(2, row.scope());
        update.setString(3, row.kind());
        update.setString(4, row.id());
        update.setString(5, row.pointer());
        update.setBytes(6, row.sealed());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
