package io.claviger.adapters.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be said of any Java process: the virtual machine, and which build runs in it. */
public final class ProcessMetrics {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Pattern CORE_SIZE = Pattern.compile("^Max core file size +(unlimited|\\d+)");

  private ProcessMetrics() {}

  /**
   * @param version of this program
   */
  public static void register(CollectorRegistry registry, String version) {
    DefaultExports.register(registry);
    Gauge.build("claviger_build_info", "Always 1; the labels say what runs.")
        .labelNames("version", "java_version")
        .register(registry)
        .labels(version, Runtime.version().toString())
        .set(1);
    coreSizeLimit()
        .ifPresent(
            limit ->
                Gauge.build(
                        "claviger_core_size_limit_bytes",
                        "How much of the memory a crash may write to a disk; must be 0.")
                    .register(registry)
                    .set(limit));
  }

  /** Of this process; empty where the system does not tell, as proc(5) does. */
  private static Optional<Double> coreSizeLimit() {
    try (Stream<String> limits = Files.lines(LIMITS)) {
      return limits
          .map(CORE_SIZE::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .map(
              limit -> limit.equals("unlimited") ? Double.POSITIVE_INFINITY : Double.valueOf(limit))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
