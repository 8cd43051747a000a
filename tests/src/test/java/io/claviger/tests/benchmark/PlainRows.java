package io.claviger.tests.benchmark;

import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the database can do by itself: commits of one row each, as large as a resource. */
final class PlainRows {
  /** Rows until the driver is compiled. */
  private static final int WARM_UP = 2_000;

  private final TestDatabase database = TestDatabase.durablePostgres();

  /**
   * @return rows per second
   */
  double write(int writers, int count) throws IOException {
    try {
      database.execute("create table plain (id int primary key, document text)");
      insert(new AtomicInteger(count), count + WARM_UP);
      AtomicInteger next = new AtomicInteger();
      long begin = System.nanoTime();
      Together.run(writers, () -> insert(next, count));
      return count / ((System.nanoTime() - begin) / 1e9);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void insert(AtomicInteger next, int count) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into plain (id, document) values (?, ?)")) {
      for (int id = next.getAndIncrement(); id < count; id = next.getAndIncrement()) {
        insert.setInt(1, id);
        insert.setString(2, ClavigerSide.document(id));
        insert.executeUpdate();
      }
    }
  }
}
