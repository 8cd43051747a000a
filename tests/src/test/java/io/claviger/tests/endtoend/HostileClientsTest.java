package io.claviger.tests.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Strangers who do at both ports what they should not, all at a time and from addresses of their
 * own: everybody else is served, and the process does not grow.
 */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CHANGES = 5;
  private static final int DESCRIPTORS = 8_000;
  private static final double MIB = 1024 * 1024;

  private ClavigerProcess process;
  private AdminClient admin;
  private SSLContext tls;
  private Metrics metrics;
  private HarnessDataPlane plane;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    process = ClavigerProcess.in(home).start();
    admin = process.admin();
    tls = Tls.trusting(Files.readString(process.dataDir().resolve("tls").resolve("admin.crt")));
    metrics = new Metrics(process.metricsPort());
    DpEndpoint endpoint = Issued.endpoint(admin, "default", "honest", process.dpPort());
    plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY);
    plane.awaitLoaded(LIMIT);
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
      process.close();
    }
  }

  @Test
  void othersAreServedAndTheProcessStaysSmall() throws IOException {
    assumeTrue(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            && system.getMaxFileDescriptorCount() >= DESCRIPTORS,
        "needs ulimit -n " + DESCRIPTORS);
    change(0);
    int lines = lines();
    try (HostileClients hostile = new HostileClients(tls, process.adminPort(), process.dpPort())) {
      hostile.attack();
      for (int i = 1; i <= CHANGES; i++) {
        change(i);
      }
      hostile.awaitAllCutOff();
      assertTrue(
          metrics.value("jvm_threads_current", "") < 200,
          "threads: " + metrics.value("jvm_threads_current", ""));
      assertTrue(
          metrics.value("process_open_fds", "") < 4_000,
          "descriptors: " + metrics.value("process_open_fds", ""));
      assertSmallHeap();
    }
    assertSmallHeap();
    assertTrue(lines() - lines < 50, process.output());
    assertFalse(process.output().contains("OutOfMemoryError"), process.output());
    assertEquals(1, plane.resyncs(), "the data plane lost its watch");
  }

  /** A change by the admin API reaches the data plane that watches. */
  private void change(int number) {
    admin
        .put(
            "/apisix/admin/routes/honest",
            "{\"uri\":\"/" + number + "\",\"upstream\":{\"nodes\":{\"127.0.0.1:1\":1}}}")
        .expect(number == 0 ? 201 : 200);
    plane.await(
        "/apisix/routes/honest",
        entry -> entry.isPresent() && entry.get().toString().contains("\"/" + number + "\""),
        LIMIT);
  }

  private int lines() {
    return (int) process.output().lines().count();
  }

  private void assertSmallHeap() throws IOException {
    double heap = heapAfterCollection() / MIB;
    assertTrue(heap < 200, "heap: " + heap + " MiB");
  }

  /** In bytes, after a full collection. */
  private double heapAfterCollection() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process collection =
        new ProcessBuilder(List.of(jcmd.toString(), Long.toString(process.pid()), "GC.run"))
            .redirectErrorStream(true)
            .start();
    String said = new String(collection.getInputStream().readAllBytes(), ISO_8859_1);
    try {
      assertEquals(0, collection.waitFor(), said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return metrics.value("jvm_memory_bytes_used", "heap");
  }
}
