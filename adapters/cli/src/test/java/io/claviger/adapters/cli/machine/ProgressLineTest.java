package io.claviger.adapters.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.cli.Called;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Off a terminal progress fills no log. */
class ProgressLineTest {
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
