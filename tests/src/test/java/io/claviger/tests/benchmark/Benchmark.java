package io.claviger.tests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures Claviger and, where it is installed, etcd in turns, prints a table of medians, and
 * writes it to {@code target/benchmark/numbers.md}. Both run with client certificates on this
 * machine, and so does what loads them: compare ratios, not figures, and leave the machine alone
 * meanwhile.
 *
 * <p>System properties: {@code benchmark.metrics} (such as {@code P1,W1}; all; what is measured on
 * the same server comes along), {@code benchmark.rounds} (3), {@code benchmark.scale} (divides the
 * numbers of keys, watchers and changes; 1).
 */
public final class Benchmark {
  private static final Path TARGET = Path.of("target", "benchmark");

  private Benchmark() {}

  public static void main(String[] arguments) throws IOException {
    Figures figures = new Figures();
    boolean etcd = EtcdSide.installed();
    if (!etcd) {
      System.out.println(
          "etcd is not installed: nothing to compare with (apt-get install etcd-server)");
    }
    for (int round = 1; round <= Integer.getInteger("benchmark.rounds", 3); round++) {
      for (Metric metric : metrics()) {
        for (Contender contender : Contender.values()) {
          if (contender == Contender.CLAVIGER || (etcd && metric.compared)) {
            System.out.println("round " + round + ": " + metric + " of " + contender);
            measure(metric, contender, figures);
            // After each, so that a run that is cut short has not been for nothing.
            write(figures);
          }
        }
      }
    }
    System.out.println(figures.table());
    System.exit(0);
  }

  private static void write(Figures figures) throws IOException {
    Files.createDirectories(TARGET);
    Files.writeString(TARGET.resolve("numbers.md"), figures.table());
  }

  private static List<Metric> metrics() {
    String chosen = System.getProperty("benchmark.metrics", "");
    return Arrays.stream(Metric.values())
        .filter(metric -> chosen.isEmpty() || metric.is(List.of(chosen.split(",", -1))))
        .toList();
  }

  private static void measure(Metric metric, Contender contender, Figures figures)
      throws IOException {
    Path home = Files.createTempDirectory("claviger-benchmark");
    try {
      metric.measure(new Trial(contender, home, Integer.getInteger("benchmark.scale", 1), figures));
    } finally {
      delete(home);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
