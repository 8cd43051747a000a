package io.claviger.adapters.cli.scan;

import io.claviger.adapters.cli.machine.ProgressLine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/** How many of the expected bytes are read, and how fast. */
final class ScanProgress implements LongConsumer {
  private static final double NANOS = 1e9;

  private final ProgressLine line;
  private final long begin = System.nanoTime();
  private long expected;
  private long done;

  ScanProgress(ProgressLine line) {
    this.line = line;
  }

  void expect(long bytes) {
    expected = bytes;
  }

  /** Files grow while they are read, so more may be done than was expected. */
  @Override
  public void accept(long more) {
    done += more;
    if (done < expected) {
      show();
    }
  }

  void end() {
    expected = done;
    show();
  }

  /** Of the first moment nothing can be said. */
  private void show() {
    long nanos = System.nanoTime() - begin;
    double rate = nanos < NANOS ? 0 : done * NANOS / nanos;
    line.show(
        done,
        expected,
        rate,
        rate > 0
            ? Optional.of(Duration.ofSeconds((long) Math.ceil((expected - done) / rate)))
            : Optional.empty());
  }

  long done() {
    return done;
  }
}
