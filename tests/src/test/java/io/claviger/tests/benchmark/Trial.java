package io.claviger.tests.benchmark;

import io.claviger.tests.benchmark.Figures.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One measurement of one contender in one round.
 *
 * @param home an empty directory of its own
 * @param scale what the numbers of watchers, keys and changes are divided by; 1 but for a trial
 */
record Trial(Contender contender, Path home, int scale, Figures figures) {
  Side open(int keys) throws IOException {
    return contender.open(home, keys);
  }

  /** The same in an empty directory below. */
  Trial in(String name) {
    return new Trial(contender, home.resolve(name), scale, figures);
  }

  int scaled(int number) {
    return Math.max(2, number / scale);
  }

  void report(String name, String goal, double value) {
    figures.add(new Figure(name, goal), contender.name().toLowerCase(Locale.ROOT), value);
  }

  /** A value of something else that Claviger's is compared with. */
  void compare(String name, String goal, String other, double value) {
    figures.add(new Figure(name, goal), other, value);
  }
}
