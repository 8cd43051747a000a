package io.claviger.adapters.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;

/** What can be said of any Java process: the virtual machine, and which build runs in it. */
public final class ProcessMetrics {
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
  }
}
