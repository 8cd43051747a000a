package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.application.port.AuditLog;
import io.claviger.application.port.AuditLog.Filter;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The audit log. */
class AuditLogContractTest extends DatabaseContract {
  private static final Filter ANY =
      new Filter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private AuditLog log() {
    return log(database());
  }

  private static AuditLog log(Database database) {
    return new HibernateAuditLog(database.unitOfWork());
  }

  private static AuditEntry entry(String actor, Instant time) {
    return entry(actor, time, "routes/1", "{\"a\":\"\\u0000 \u00e4\"}");
  }

  private static AuditEntry entry(String actor, Instant time, String resource, String body) {
    return new AuditEntry(
        UUID.randomUUID(),
        time,
        "00112233445566778899aabbccddeeff",
        actor,
        "192.0.2.1",
        "gateway:PutRoute",
        "default",
        resource,
        AuditEntry.Outcome.DONE,
        201,
        "r-1",
        body);
  }

  private AuditEntry appended(AuditEntry entry) {
    run(() -> log().append(entry));
    return entry;
  }

  private static Filter by(String actor) {
    return new Filter(
        Optional.empty(),
        Optional.of(actor),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private AuditLog.Page search(Filter filter, int page, int size) {
    return transact(() -> log().search(filter, page, size));
  }

  private void sequenceAll() {
    while (transact(() -> log().sequence(100)) > 0) {}
  }

  @Test
  void anEntryIsReadBackToTheSameBytes() {
    AuditEntry entry = appended(entry("user:bytes", NOW));

    AuditEntry read = transact(() -> log().find(entry.id())).orElseThrow();

    assertEquals(entry, read);
    assertArrayEquals(entry.canonicalBytes(), read.canonicalBytes());
    assertEquals(List.of(AuditSummary.of(entry)), search(by("user:bytes"), 1, 10).entries());
    assertEquals(Optional.empty(), transact(() -> log().find(UUID.randomUUID())));
  }

  @Test
  void aLargeEntryWithAnOddTargetIsWrittenAndFoundAndListedWithoutItsBody() {
    String target = "routes/\0" + "\u00e4".repeat(4_000);
    AuditEntry entry = appended(entry("user:large", NOW, target, "x".repeat(3 << 20)));
    Filter filter =
        new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.of(target),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    AuditSummary listed = search(filter, 1, 10).entries().getFirst();
    assertEquals(entry.id(), listed.id());
    assertEquals(Optional.empty(), listed.body());
    assertEquals(Optional.of(entry), transact(() -> log().find(entry.id())));
  }

  @Test
  void aBodyIsListedExactlyAsLongAsItsEntryIsShortEnough() {
    String target = "consumers/" + "u".repeat(256) + "/credentials/" + "c".repeat(64);
    int rest = entry("user:long", NOW, target, "").canonicalBytes().length;
    AuditEntry whole =
        appended(entry("user:long", NOW, target, "x".repeat(AuditLog.LISTED_BYTES - rest)));
    AuditEntry longer =
        appended(
            entry(
                "user:long",
                NOW.plusMillis(1),
                target,
                "x".repeat(AuditLog.LISTED_BYTES - rest + 1)));

    AuditSummary all = AuditSummary.of(longer);
    AuditSummary withoutBody =
        new AuditSummary(
            all.id(),
            all.time(),
            all.actor(),
            all.source(),
            all.action(),
            all.group(),
            all.resource(),
            all.outcome(),
            all.status(),
            all.requestId(),
            Optional.empty());
    assertEquals(
        new AuditLog.Page(List.of(withoutBody, AuditSummary.of(whole)), 2),
        search(by("user:long"), 1, 2));
  }

  @Test
  void pagesComeNewestFirst() {
    AuditEntry second = appended(entry("user:pages", NOW.plusMillis(1)));
    AuditEntry first = appended(entry("user:pages", NOW));
    AuditEntry third = appended(entry("user:pages", NOW.plusMillis(1)));
    Filter filter = by("user:pages");

    assertEquals(
        new AuditLog.Page(List.of(AuditSummary.of(third), AuditSummary.of(second)), 3),
        search(filter, 1, 2));
    assertEquals(new AuditLog.Page(List.of(AuditSummary.of(first)), 3), search(filter, 2, 2));
    assertEquals(new AuditLog.Page(List.of(), 3), search(filter, 3, 2));
  }

  @Test
  void everyPartOfAFilterCounts() {
    AuditEntry entry = appended(entry("user:filter", NOW));
    appended(entry("user:filter", NOW.plusMillis(1)));
    Optional<String> actor = Optional.of("user:filter");
    Optional<String> none = Optional.empty();
    Optional<Instant> from = Optional.of(NOW);
    Optional<Instant> to = Optional.of(NOW.plusMillis(1));
    Filter all =
        new Filter(
            Optional.of("gateway:PutRoute"),
            actor,
            Optional.of("routes/1"),
            Optional.of("default"),
            from,
            to);

    assertEquals(List.of(AuditSummary.of(entry)), search(all, 1, 10).entries());
    List.of(
            new Filter(Optional.of("x"), actor, none, none, from, to),
            new Filter(none, actor, Optional.of("x"), none, from, to),
            new Filter(none, actor, none, Optional.of("x"), from, to),
            new Filter(none, actor, none, none, Optional.of(NOW.plusMillis(2)), Optional.empty()),
            new Filter(none, actor, none, none, Optional.empty(), from))
        .forEach(filter -> assertEquals(List.of(), search(filter, 1, 10).entries()));
    assertTrue(search(ANY, 1, 1).total() >= 2);
  }

  @Test
  void anEntryOfATransactionThatFailsIsNotThere() {
    assertThrows(
        IllegalStateException.class,
        () ->
            run(
                () -> {
                  log().append(entry("user:rollback", NOW));
                  throw new IllegalStateException();
                }));

    assertEquals(0L, search(by("user:rollback"), 1, 10).total());
  }

  @Test
  void pendingEntriesBecomeLeavesInTheirOrderWithTheHashOfTheirBytes() throws SQLException {
    sequenceAll();
    AuditEntry first = appended(entry("user:leaf", NOW.plusSeconds(1)));
    AuditEntry second = appended(entry("user:leaf", NOW));
    AuditEntry third = appended(entry("user:leaf", NOW));
    assertEquals(3L, transact(log()::pending));

    assertEquals(2, transact(() -> log().sequence(2)));
    assertEquals(1L, transact(log()::pending));
    assertEquals(1, transact(() -> log().sequence(2)));
    assertEquals(0, transact(() -> log().sequence(2)));

    long next = leaf(first).seq();
    assertEquals(next + 1, leaf(second).seq());
    assertEquals(next + 2, leaf(third).seq());
    assertArrayEquals(AuditEntry.leafHash(first.canonicalBytes()), leaf(first).hash());
  }

  @Test
  void twoSequencersAtOnceLeaveNoGapAndGiveNoNumberTwice()
      throws SQLException, InterruptedException, ExecutionException {
    int entries = 200;
    run(
        () -> {
          for (int i = 0; i < entries; i++) {
            log().append(entry("user:race", NOW));
          }
        });

    try (Database other = secondProcess();
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> sequencers =
          List.of(() -> sequencing(database()), () -> sequencing(other));
      for (Future<Integer> sequencer : threads.invokeAll(sequencers)) {
        sequencer.get();
      }
    }

    List<Long> numbers = numbers();
    assertEquals(LongStream.range(0, numbers.size()).boxed().toList(), numbers);
    assertTrue(numbers.size() >= entries);
    assertEquals(0L, transact(log()::pending));
  }

  /** Goes on until nothing is pending; counts how often it lost. */
  private static int sequencing(Database database) {
    int lost = 0;
    while (true) {
      try {
        if (database.unitOfWork().inTransaction(() -> log(database).sequence(7)) == 0) {
          return lost;
        }
      } catch (RefusedException e) {
        assertTrue(e.refusal() instanceof Refusal.Conflict, e::toString);
        lost++;
      }
    }
  }

  @Test
  void theDatabaseRefusesToChangeTheLog() {
    AuditEntry old = appended(entry("user:kept", NOW.minus(Duration.ofDays(4_000))));
    AuditEntry young = appended(entry("user:kept", Instant.now()));
    sequenceAll();
    String leafOf = " audit_leaf where entry_id = '" + old.id() + "'";

    assertKept("update audit_entry set status = 200 where id = '" + old.id() + "'");
    assertKept("update audit_entry set canonical = canonical");
    assertKept("delete from audit_entry where id = '" + young.id() + "'");
    assertKept("update audit_leaf set seq = seq + 1000000");
    assertKept("delete from" + leafOf);
    String cascade = engine() == Engine.POSTGRESQL ? " cascade" : "";
    assertKept("truncate table audit_leaf" + cascade);
    assertKept("truncate table audit_entry" + cascade);
  }

  @Test
  void anEntryPastItsRetentionMayGoOnceItIsALeaf() throws SQLException {
    AuditEntry old = entry("user:old", NOW.minus(Duration.ofDays(4_000)));
    sequenceAll();
    appended(old);
    String deletion = "delete from audit_entry where id = '" + old.id() + "'";
    String pending = "delete from audit_pending where id = '" + old.id() + "'";
    assertKept(deletion);
    assertThrows(
        SQLException.class,
        () -> {
          try (Connection connection = place().connect();
              Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(pending);
            statement.execute(deletion);
          }
        });

    sequenceAll();
    forge(deletion);

    assertEquals(0L, search(by("user:old"), 1, 10).total());
    assertTrue(leaf(old).seq() >= 0);
  }

  /** By a trigger (23001), or by H2's rule that no table with foreign keys to it is truncated. */
  private void assertKept(String sql) {
    String state = assertThrows(SQLException.class, () -> forge(sql), sql).getSQLState();
    assertEquals(engine() == Engine.H2 && sql.startsWith("truncate") ? "90106" : "23001", state);
  }

  private record Leaf(long seq, byte[] hash) {}

  private Leaf leaf(AuditEntry entry) throws SQLException {
    try (Connection connection = place().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select seq, leaf_hash from audit_leaf where entry_id = '" + entry.id() + "'")) {
      assertTrue(row.next());
      return new Leaf(row.getLong(1), row.getBytes(2));
    }
  }

  private List<Long> numbers() throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (Connection connection = place().connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select seq from audit_leaf order by seq")) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }
}
