package io.claviger.adapters.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.claviger.adapters.cli.doctor.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not well on a machine is seen, and what cannot be told is not called well. */
class DoctorTest {
  private static final String SWAPS = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

  private MachineOfTests machine;

  @BeforeEach
  void setUp(@TempDir Path root) {
    machine = new MachineOfTests(root);
  }

  private Level swap(String line) {
    machine.with("/proc/swaps", SWAPS + line);
    List<Finding> found = new Swap(machine.machine()).look();
    assertEquals(1, found.size());
    return found.getFirst().level();
  }

  @Test
  void noSwapIsWellAndASystemThatDoesNotTellIsNot() {
    assertEquals(Level.WARNING, new Swap(machine.machine()).look().getFirst().level());
    assertEquals(Level.OK, swap(""));
  }

  @Test
  void swapOnADiskIsWellOnlyIfItIsEncrypted() {
    assertEquals(Level.FAILED, swap("/dev/sda2  partition 1 0 -2\n"));
    machine.with("/sys/class/block/dm-1/dm/uuid", "CRYPT-PLAIN-swap\n");
    assertEquals(Level.OK, swap("/dev/dm-1  partition 1 0 -2\n"));
    machine.with("/sys/class/block/dm-2/dm/uuid", "LVM-abc\n");
    assertEquals(Level.FAILED, swap("/dev/dm-2  partition 1 0 -2\n"));
    machine.with("/sys/class/block/dm-2/slaves/dm-1", "");
    assertEquals(Level.OK, swap("/dev/dm-2  partition 1 0 -2\n"));
    machine.with("/sys/class/block/dm-2/slaves/sda3", "");
    assertEquals(Level.FAILED, swap("/dev/dm-2  partition 1 0 -2\n"));
  }

  @Test
  void compressedMemoryIsNoDiskUnlessItHasOne() {
    assertEquals(Level.OK, swap("/dev/zram0  partition 1 0 -2\n"));
    machine.with("/sys/class/block/zram0/backing_dev", "none\n");
    assertEquals(Level.OK, swap("/dev/zram0  partition 1 0 -2\n"));
    machine.with("/sys/class/block/zram0/backing_dev", "/dev/sda9\n");
    assertEquals(Level.FAILED, swap("/dev/zram0  partition 1 0 -2\n"));
  }

  @Test
  void aSwapFileIsAsItsDiskIs() {
    String line = "/var/swap  file 1 0 -2\n";
    assertEquals(Level.WARNING, swap(line));
    machine.with(
        "/proc/self/mountinfo",
        "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 253:7 / /var rw - ext4 /dev/dm-7 rw\n");
    assertEquals(Level.WARNING, swap(line));
    machine.with("/sys/dev/block/8:1/size", "1").with("/sys/dev/block/253:7/size", "1");
    assertEquals(Level.FAILED, swap(line));
    machine.with("/sys/dev/block/253:7/dm/uuid", "CRYPT-LUKS2-x");
    assertEquals(Level.OK, swap(line));
    assertEquals(Level.FAILED, swap("/swap  file 1 0 -2\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', , WARNING",
    "0.0, core, OK",
    "0.0, , OK",
    "0.0, |/usr/lib/systemd/systemd-coredump %P, WARNING",
    "+Inf, core, FAILED",
    "4096.0, |/usr/share/apport %p, FAILED"
  })
  void coreDumpsAreWellIfTheControlPlaneNeverMakesAny(
      String limit, String pattern, Level expected) {
    String told = limit.isEmpty() ? METRICS : METRICS + CORE_LIMIT + limit + "\n";
    if (pattern != null) {
      machine.with("/proc/sys/kernel/core_pattern", pattern + "\n");
    }
    assertEquals(expected, new CoreDumps(machine.machine(), Optional.of(told)).look().level());
  }

  @Test
  void aClockIsWellIfSomebodyKeepsItAndItAgreesWithTheControlPlanes() {
    assertEquals(Level.WARNING, new Clock(machine.machine()).look().level());
    machine.with("/run/chrony/chronyd.pid", "7");
    assertEquals(Level.OK, new Clock(machine.machine()).look().level());
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertEquals(Optional.empty(), Clock.compare(Optional.empty(), now));
    assertEquals(Level.OK, compare(now.minusSeconds(5), now));
    assertEquals(Level.FAILED, compare(now.minusSeconds(6), now));
    assertEquals(Level.FAILED, compare(now.plusSeconds(6), now));
  }

  private static Level compare(Instant there, Instant here) {
    return Clock.compare(Optional.of(there), here).orElseThrow().level();
  }

  @Test
  void whatIsNotWellSaysWhatToDo() {
    machine.with("/proc/swaps", SWAPS + "/dev/sda2  partition 1 0 -2\n");
    String text = new Swap(machine.machine()).look().getFirst().text();
    assertTrue(text.contains("swapoff /dev/sda2"), text);
  }

  private static final String CORE_LIMIT = "claviger_core_size_limit_bytes ";

  private static final String METRICS =
      """
      # TYPE claviger_server_certificate_expire_time_seconds gauge
      claviger_server_certificate_expire_time_seconds{port="dp",} 1.7804448E9
      claviger_authority_certificate_expire_time_seconds{authority="server",} 1.7672256E9
      claviger_authority_certificate_expire_time_seconds{authority="data_plane",} 2.0E9
      claviger_ssl_certificate_expire_time_seconds{group="a",id="1",} 2.0E9
      claviger_ssl_certificate_expire_time_seconds{group="a",id="2",} 1.7804448E9
      claviger_dp_certificate_expire_time_seconds{group="a",instance="b",} 1.0
      claviger_up 1.0
      """;

  @Test
  void certificatesThatTheControlPlaneTellsOfAreLookedAt() {
    assertEquals(
        List.of(
            "WARNING that of the port dp expires on 2026-06-03T00:00:00Z: replace it before",
            "FAILED that of the authority server has expired on 2026-01-01T00:00:00Z: replace it",
            "OK that of the authority data_plane is good until 2033-05-18T03:33:20Z",
            "WARNING that of the ssl a/2 expires on 2026-06-03T00:00:00Z: replace it before"),
        toldWhere(METRICS));
    assertNotTold(METRICS.replaceAll("claviger_authority.*", ""), "authorities and the ssls");
    assertNotTold(METRICS.replaceAll("claviger_ssl.*", ""), "ssls could not");
    assertNotTold(METRICS.replaceAll("(# TYPE )?claviger_server.*", ""), "ports");
    assertNotTold(METRICS.replace("1.7804448E9", "soon"), "at no time");
  }

  private static void assertNotTold(String metrics, String what) {
    assertTrue(
        toldWhere(metrics).stream().anyMatch(f -> f.startsWith("WARNING") && f.contains(what)),
        what);
  }

  private static List<String> toldWhere(String metrics) {
    Expiry expiry = new Expiry(Instant.parse("2026-06-01T00:00:00Z"));
    return new ToldExpiries(Optional.of(metrics))
        .look(expiry).stream().map(found -> found.level() + " " + found.text()).toList();
  }

  @Test
  void whatTheControlPlaneTellsIsRead() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = METRICS.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    int port = server.getAddress().getPort();
    try {
      assertEquals(Optional.of(METRICS), new ToldMetrics(port).text());
    } finally {
      server.stop(0);
    }
    assertEquals(Optional.empty(), new ToldMetrics(port).text());
  }

  @Test
  void whatIsNotToldIsNotCalledWell() {
    Finding found = new ToldExpiries(Optional.empty()).look(new Expiry(Instant.now())).getFirst();
    assertEquals(Level.WARNING, found.level());
    assertTrue(found.text().contains("not looked at"), found.text());
    assertEquals(Level.WARNING, new CoreDumps(machine.machine(), Optional.empty()).look().level());
  }
}
