package io.claviger.adapters.cli.machine;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * How far something has come. On a terminal it is one line with a bar, written again and again;
 * elsewhere a line from time to time, so that a log stays short.
 */
public final class ProgressLine implements AutoCloseable {
  private static final int BAR = 24;
  private static final Duration REDRAWN = Duration.ofMillis(200);
  private static final Duration REPEATED = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final LongFunction<String> quantity;
  private long shownAt;
  private boolean shown;
  private boolean whole;

  /**
   * @param quantity a number with its unit
   */
  public ProgressLine(Terminal terminal, LongFunction<String> quantity) {
    this.terminal = terminal;
    this.quantity = quantity;
  }

  /**
   * Does nothing where it was shown a moment ago, unless this is the end.
   *
   * @param perSecond zero or less if nobody can tell
   * @param left empty if nobody can tell
   */
  public void show(long done, long total, double perSecond, Optional<Duration> left) {
    long now = System.nanoTime();
    boolean end = done >= total && !whole;
    Duration pause = terminal.isInteractive() ? REDRAWN : REPEATED;
    if (shown && !end && now - shownAt < pause.toNanos()) {
      return;
    }
    shown = true;
    shownAt = now;
    whole = done >= total;
    String line = line(done, total, perSecond, left);
    if (terminal.isInteractive()) {
      terminal.overwrite(line);
    } else {
      terminal.note(line);
    }
  }

  private String line(long done, long total, double perSecond, Optional<Duration> left) {
    double part = total <= 0 ? 1 : Math.clamp((double) done / total, 0, 1);
    StringBuilder line = new StringBuilder();
    if (terminal.isInteractive()) {
      int full = (int) (part * BAR);
      line.append('[').append("#".repeat(full)).append("-".repeat(BAR - full)).append("] ");
    }
    line.append(String.format(Locale.ROOT, "%3d %%  ", (int) (part * 100)))
        .append(quantity.apply(done))
        .append(" of ")
        .append(quantity.apply(total));
    if (perSecond > 0) {
      line.append("  ").append(quantity.apply(Math.round(perSecond))).append("/s");
    }
    left.filter(time -> !time.isZero())
        .ifPresent(time -> line.append("  ").append(text(time)).append(" left"));
    return line.toString();
  }

  private static String text(Duration time) {
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() > 0
            ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
            : time.toSeconds() + " s";
  }

  /** Ends the line, so that what is written next begins another. */
  @Override
  public void close() {
    terminal.endOverwriting();
  }
}
