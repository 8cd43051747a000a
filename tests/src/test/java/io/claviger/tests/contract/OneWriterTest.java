package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.domain.gateway.GroupId;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On the embedded database nobody begins to write while another transaction does: of what a lost
 * process leaves there, half might be missing.
 */
class OneWriterTest {
  private final List<String> order = new CopyOnWriteArrayList<>();
  private Database database;
  private Path file;

  @BeforeEach
  void open(@TempDir Path directory) {
    database = Database.open(TestDatabase.h2(directory).config());
    file = directory.resolve("claviger.mv.db");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoWritesWaitsForTheOneWhoDoesAndWhoReadsDoesNot() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread first =
        Thread.ofPlatform()
            .start(
                () ->
                    write(
                        "first",
                        () -> {
                          begun.countDown();
                          awaited(end);
                          order.add("first is about to commit");
                        }));
    begun.await();
    Thread second =
        Thread.ofPlatform().start(() -> write("second", () -> order.add("second has written")));
    while (second.getState() == Thread.State.RUNNABLE || second.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }

    database.unitOfWork().inTransaction(new HibernateUsers(database.unitOfWork())::any);
    order.add("somebody has read");
    end.countDown();
    first.join();
    second.join();

    assertEquals(
        List.of("somebody has read", "first is about to commit", "second has written"), order);
  }

  /** The embedded database stores what it has at each rollback, also what others are writing. */
  @Test
  void whoOnlyReadAndFailedLeavesTheFileAsItIs() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(
                () ->
                    write(
                        "writer",
                        () -> {
                          begun.countDown();
                          awaited(end);
                        }));
    begun.await();
    byte[] before = Files.readAllBytes(file);

    assertThrows(
        IllegalStateException.class,
        () ->
            database
                .unitOfWork()
                .inTransaction(
                    () -> {
                      new HibernateUsers(database.unitOfWork()).any();
                      throw new IllegalStateException("on purpose");
                    }));

    byte[] after = Files.readAllBytes(file);
    end.countDown();
    writer.join();
    assertArrayEquals(before, after);
  }

  @Test
  void nobodyHasTheTurnWhileOthersWhoWaitForItHaveAllConnections() throws Exception {
    CountDownLatch read = new CountDownLatch(TestDatabase.CONNECTIONS);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < TestDatabase.CONNECTIONS; i++) {
      String name = "reader " + i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      database
                          .unitOfWork()
                          .inTransaction(
                              () -> {
                                new HibernateUsers(database.unitOfWork()).any();
                                read.countDown();
                                awaited(goOn);
                                return order.add(acquired(name) + " of a reader");
                              })));
    }
    read.await();
    Thread writer = Thread.ofPlatform().start(this::holdAsTheFirstThing);
    threads.add(writer);
    while (writer.getState() == Thread.State.RUNNABLE || writer.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    List<String> expected =
        new ArrayList<>(Collections.nCopies(TestDatabase.CONNECTIONS, "true of a reader"));
    expected.add("held");
    // Whoever gets the turn first.
    assertEquals(expected, order.stream().sorted(Comparator.reverseOrder()).toList());
  }

  @Test
  void whoFailsGivesItsTurnBack() throws Exception {
    Thread failing =
        Thread.ofPlatform()
            .start(
                () ->
                    assertThrows(
                        IllegalStateException.class,
                        () ->
                            write(
                                "failing",
                                () -> {
                                  throw new IllegalStateException("on purpose");
                                })));
    failing.join();

    write("next", () -> order.add("next has written"));

    assertTrue(order.contains("next has written"));
  }

  private void write(String name, Runnable then) {
    database
        .unitOfWork()
        .inTransaction(
            () -> {
              boolean granted = acquired(name);
              then.run();
              return granted;
            });
  }

  private void holdAsTheFirstThing() {
    database
        .unitOfWork()
        .inTransaction(
            () -> {
              new HibernateGatewayGroups(database.unitOfWork()).lock(new GroupId("missing"));
              return order.add("held");
            });
  }

  private boolean acquired(String lease) {
    return new HibernateLeases(database.unitOfWork(), "this process")
        .acquire(lease, Duration.ofMinutes(1));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
