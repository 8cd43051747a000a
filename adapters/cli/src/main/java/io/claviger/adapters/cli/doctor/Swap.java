package io.claviger.adapters.cli.doctor;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether memory may reach a disk in plaintext. Swap on a device-mapper device of type crypt, or on
 * one that lies on nothing else, is encrypted; compressed memory is no disk.
 */
record Swap(Machine machine) {
  private static final String SUBJECT = "swap";
  private static final int MOUNT_DEVICE = 2;
  private static final int MOUNT_POINT = 4;

  List<Finding> look() {
    Optional<String> swaps = machine.text("/proc/swaps");
    if (swaps.isEmpty()) {
      return List.of(
          Finding.warning(
              SUBJECT, "this system does not tell; see that it swaps nowhere or encrypted"));
    }
    List<Finding> found =
        swaps
            .get()
            .lines()
            .skip(1)
            .filter(line -> !line.isBlank())
            .map(line -> line.split("\\s+"))
            .map(columns -> of(columns[0], columns[1]))
            .toList();
    return found.isEmpty() ? List.of(Finding.ok(SUBJECT, "none")) : found;
  }

  private Finding of(String name, String type) {
    String device = "/sys/class/block/" + Path.of(name).getFileName();
    if (type.equals("file")) {
      Optional<String> below = deviceOf(name);
      if (below.isEmpty()) {
        return Finding.warning(
            SUBJECT, name + ": whether its disk is encrypted cannot be told; see to it");
      }
      device = below.get();
    } else if (name.startsWith("/dev/zram")) {
      return machine
              .text(device + "/backing_dev")
              .map(String::strip)
              .filter(backing -> !backing.equals("none"))
              .isPresent()
          ? plaintext(name)
          : Finding.ok(SUBJECT, name + " is compressed memory");
    }
    return isEncrypted(device) ? Finding.ok(SUBJECT, name + " is encrypted") : plaintext(name);
  }

  private static Finding plaintext(String name) {
    return Finding.failed(
        SUBJECT,
        name
            + " is not encrypted, and keys in memory may reach it: swapoff "
            + name
            + ", or encrypt it (crypttab, option swap)");
  }

  private boolean isEncrypted(String device) {
    if (machine.text(device + "/dm/uuid").filter(uuid -> uuid.startsWith("CRYPT-")).isPresent()) {
      return true;
    }
    List<String> below = machine.names(device + "/slaves");
    return !below.isEmpty()
        && below.stream().allMatch(name -> isEncrypted("/sys/class/block/" + name));
  }

  /** That of the innermost mount point above a file; empty if it is on no block device. */
  private Optional<String> deviceOf(String file) {
    return machine.text("/proc/self/mountinfo").stream()
        .flatMap(String::lines)
        .map(line -> line.split(" "))
        .filter(columns -> Path.of(file).startsWith(columns[MOUNT_POINT]))
        .max(Comparator.comparingInt(columns -> columns[MOUNT_POINT].length()))
        .map(columns -> "/sys/dev/block/" + columns[MOUNT_DEVICE])
        .filter(machine::has);
  }
}
