package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator stops the program while it works, and starts it again. */
class StopTest {
  private static final int PLANES = 20;
  private static final int WRITERS = 4;
  private static final int TERMINATED = 128 + 15;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The drain of the data-plane port and of the admin port, and what a busy machine adds. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  @Test
  void aStopEndsWatchesQuietlyAndLosesNothing(@TempDir Path home) throws Exception {
    ClavigerProcess.Setup setup = FixedPorts.find().of(ClavigerProcess.in(home));
    List<HarnessDataPlane> planes = new ArrayList<>();
    ClavigerProcess process = setup.start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AdminClient admin = process.admin();
      DpEndpoint endpoint = Issued.endpoint(admin, "default", "follower", process.dpPort());
      for (int i = 0; i < PLANES; i++) {
        planes.add(HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY));
      }
      planes.forEach(plane -> plane.awaitLoaded(LIMIT));
      List<Writer> writers = writers(admin);
      List<? extends Future<?>> writing =
          writers.stream().map(writer -> threads.submit(writer::writeUntilCut)).toList();
      while (writers.stream().anyMatch(writer -> writer.expected().isEmpty())) {
        LockSupport.parkNanos(1_000_000);
      }
      Instant asked = Instant.now();
      process.stop();
      assertEquals(TERMINATED, process.await());
      Duration took = Duration.between(asked, Instant.now());
      assertTrue(took.compareTo(STOP_LIMIT) < 0, "it took " + took);
      assertEquals(List.of(), troubles(process));
      for (Future<?> one : writing) {
        one.get();
      }
      process = setup.start();
      check(endpoint, planes, writers);
    } finally {
      planes.forEach(HarnessDataPlane::close);
      process.close();
    }
  }

  private static List<Writer> writers(AdminClient admin) {
    AtomicInteger acknowledgements = new AtomicInteger();
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(admin, "w" + i, new Random(i), acknowledgements));
    }
    return writers;
  }

  /** What the log complains about. */
  private static List<String> troubles(ClavigerProcess process) {
    return process
        .output()
        .lines()
        .filter(
            line ->
                line.contains(" WARNING ") || line.contains(" SEVERE ") || line.startsWith("\tat "))
        .toList();
  }

  private static void check(
      DpEndpoint endpoint, List<HarnessDataPlane> planes, List<Writer> writers) throws IOException {
    writers.forEach(Writer::settle);
    Map<String, Writer.Content> expected = new HashMap<>();
    writers.forEach(writer -> expected.putAll(writer.expected()));
    for (HarnessDataPlane plane : planes) {
      plane.awaitEquals(HarnessDataPlane.read(endpoint), LIMIT);
      assertEquals(expected, Writer.contents(plane));
      assertEquals(1, plane.resyncs(), "a data plane had to start over");
    }
  }
}
