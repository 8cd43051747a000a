package io.claviger.adapters.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.cli.Called;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a terminal progress is one line, and off it fills no log. */
class ProgressLineTest {
  private static final String LINE_END = System.lineSeparator();

  @Test
  void onATerminalItIsOneLineWithABarThatGrowsTheRateAndTheTimeLeft() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = Called.attended(new ByteArrayOutputStream(), err);
    for (int done : List.of(0, 6, 23)) {
      // One that is new is drawn at once, however quickly it follows.
      new ProgressLine(terminal, number -> number + " values")
          .show(done, 24, 5.4, Optional.of(Duration.ofSeconds(24 - done)));
    }
    try (ProgressLine line = new ProgressLine(terminal, number -> number + " values")) {
      line.show(24, 24, 5.4, Optional.of(Duration.ZERO));
    }
    terminal.note("what comes next");

    assertEquals(
        drawn("-".repeat(24) + "]   0 %  0 values of 24 values  5 values/s  24 s left")
            + drawn(
                "######" + "-".repeat(18) + "]  25 %  6 values of 24 values  5 values/s  18 s left")
            + drawn("#".repeat(23) + "-]  95 %  23 values of 24 values  5 values/s  1 s left")
            + drawn("#".repeat(24) + "] 100 %  24 values of 24 values  5 values/s")
            + LINE_END
            + "what comes next"
            + LINE_END,
        Called.text(err));
  }

  /** Over the line before, of which nothing stays. */
  private static String drawn(String line) {
    return "\r[" + line + "\u001b[K";
  }

  @Test
  void onATerminalItGivesWayToWhatIsSaidMeanwhile() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = Called.attended(out, out);
    try (ProgressLine line = new ProgressLine(terminal, Long::toString)) {
      line.show(0, 20, 0, Optional.of(Duration.ofHours(2)));
      terminal.say("meanwhile");
    }
    assertEquals(
        drawn("-".repeat(24) + "]   0 %  0 of 20  2 h 0 min left")
            + "\r\u001b[Kmeanwhile"
            + LINE_END,
        Called.text(out));
  }

  @Test
  void onlyTheFirstAndTheLastOfAQuickOneAreWritten() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = Called.terminal("", new ByteArrayOutputStream(), err);
    try (ProgressLine line = new ProgressLine(terminal, number -> number + " values")) {
      line.show(0, 20, 0, Optional.empty());
      for (int done = 1; done < 20; done++) {
        line.show(done, 20, 5.4, Optional.of(Duration.ofSeconds(3700)));
      }
      line.show(20, 20, 5.5, Optional.of(Duration.ZERO));
      line.show(20, 20, 5.5, Optional.of(Duration.ZERO));
    }
    assertEquals(
        List.of("  0 %  0 values of 20 values", "100 %  20 values of 20 values  6 values/s"),
        Called.text(err).lines().toList());
  }

  @Test
  void whatHasNothingToDoIsDone() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = Called.terminal("", new ByteArrayOutputStream(), err);
    try (ProgressLine line = new ProgressLine(terminal, Long::toString)) {
      line.show(0, 0, 0, Optional.empty());
    }
    assertEquals("100 %  0 of 0", Called.text(err).strip());
  }
}
