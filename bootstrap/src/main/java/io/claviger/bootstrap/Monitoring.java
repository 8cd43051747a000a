package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.metrics.MetricsServer;
import io.claviger.adapters.metrics.ProcessMetrics;
import io.claviger.adapters.metrics.PrometheusTelemetry;
import io.claviger.adapters.metrics.StateMetrics;
import io.claviger.adapters.metrics.StateSources;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.port.Telemetry;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What is counted and measured, and the port where it is read. */
final class Monitoring {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final PrometheusTelemetry telemetry = new PrometheusTelemetry(registry);

  Telemetry telemetry() {
    return telemetry;
  }

  MetricsServer serve(int port, Wiring parts, Operation operation, Supplier<Instant> adminExpiry) {
    ProcessMetrics.register(registry, version(), CoreSizeLimit.bytes());
    StateMetrics.register(registry, sources(parts, operation, adminExpiry));
    try {
      return MetricsServer.start(registry, InetAddress.getLoopbackAddress(), port);
    } catch (BindException e) {
      throw unavailable(
          "port " + port + " is in use; stop what listens there, or set claviger.metrics.port");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StateSources sources(
      Wiring parts, Operation operation, Supplier<Instant> adminExpiry) {
    return new StateSources(
        Map.of("passwords", parts.hasher::waitingPasswords, "tokens", parts.hasher::waitingTokens),
        parts.feeds::all,
        () -> operation.dataPlanes().present().values(),
        () -> parts.unitOfWork.inTransaction(parts.auditLog::pending),
        () -> known(operation, parts, parts.sslMetadata::all),
        () -> servers(operation, adminExpiry),
        () -> known(operation, parts, () -> authorities(parts)),
        () -> known(operation, parts, parts.reencryptionRequests::progresses),
        () -> known(operation, parts, parts.liveInstances(operation.dataPlanes())::waiting));
  }

  /** Without keys nothing is known, and that is no failure to be counted. */
  private static <K, V> Map<K, V> known(
      Operation operation, Wiring parts, Supplier<Map<K, V>> stored) {
    return operation.running() ? parts.unitOfWork.inTransaction(stored) : Map.of();
  }

  private static Map<String, Instant> servers(Operation operation, Supplier<Instant> adminExpiry) {
    Map<String, Instant> expiries = new HashMap<>(Map.of("admin", adminExpiry.get()));
    operation.dpExpiresAt().ifPresent(at -> expiries.put("dp", at));
    return expiries;
  }

  private static Map<String, Instant> authorities(Wiring parts) {
    Map<String, Instant> expiries = new HashMap<>();
    for (Authorities.Role role : Authorities.Role.values()) {
      expiries.put(
          role.name().toLowerCase(Locale.ROOT),
          parts.x509.expiry(parts.authorities.certificate(role)));
    }
    return expiries;
  }

  private static String version() {
    String version = Monitoring.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
