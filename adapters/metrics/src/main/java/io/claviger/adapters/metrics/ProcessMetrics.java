package io.claviger.adapters.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.Optional;

/** What can be said of any Java process: the virtual machine, and which build runs in it. */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  /**
   * @param version of this program
   * @param coreSizeLimit in bytes, if it is known
   */
  public static void register(
      CollectorRegistry registry, String version, Optional<Double> coreSizeLimit) {
    DefaultExports.register(registry);
    Gauge.build("claviger_build_info", "Always 1; the labels say what runs.")
        .labelNames("version", "java_version")
        .register(registry)
        .labels(version, Runtime.version().toString())
        .set(1);
    coreSizeLimit.ifPresent(
        limit ->
            Gauge.build(
                    "claviger_core_size_limit_bytes",
                    "How much of the memory a crash may write to a disk; must be 0.")
                .register(registry)
                .set(limit));
  }
}
