package io.claviger.adapters.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.cli.doctor.Finding.Level;
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
    "0, core, OK",
    "0, , OK",
    "0, |/usr/lib/systemd/systemd-coredump %P, WARNING",
    "unlimited, core, FAILED",
    "4096, |/usr/share/apport %p, FAILED"
  })
  void coreDumpsAreWellIfTheyAreNeverMade(String soft, String pattern, Level expected) {
    if (!soft.isEmpty()) {
      machine.with(
          "/proc/self/limits",
          "Limit                     Soft Limit           Hard Limit           Units\n"
              + "Max core file size        "
              + soft
              + "                    unlimited            bytes\n");
    }
    if (pattern != null) {
      machine.with("/proc/sys/kernel/core_pattern", pattern + "\n");
    }
    assertEquals(expected, new CoreDumps(machine.machine()).look().level());
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
}
