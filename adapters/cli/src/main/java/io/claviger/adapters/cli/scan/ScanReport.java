package io.claviger.adapters.cli.scan;

import io.claviger.adapters.cli.machine.Terminal;
import java.util.Locale;

/** Writes down what a scan finds. */
final class ScanReport implements Findings {
  private static final long STEP = 1024;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private final Terminal terminal;
  private int hits;
  private int left;

  ScanReport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void found(Hit hit) {
    hits++;
    terminal.say(
        "found: string "
            + hit.string()
            + ", "
            + hit.encoding()
            + ", in "
            + hit.place()
            + ", at byte "
            + hit.offset());
  }

  @Override
  public void notSearched(String place, String why) {
    left++;
    terminal.say("not searched: " + place + " " + why);
  }

  void searched(int files, long bytes, Needles needles) {
    terminal.note(
        String.format(
            Locale.ROOT,
            "Searched %s, %s, for %s in %d forms: %s%s.",
            count(files, "file"),
            bytes(bytes),
            count(needles.strings(), "string"),
            needles.forms(),
            hits == 0 ? "nothing found" : hits + " found",
            left == 0 ? "" : ", " + left + " not searched"));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  boolean isClean() {
    return hits == 0 && left == 0;
  }

  static String bytes(long number) {
    double scaled = number;
    int unit = 0;
    while (scaled >= STEP && unit < UNITS.length - 1) {
      scaled /= STEP;
      unit++;
    }
    return unit == 0 ? number + " B" : String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
  }
}
