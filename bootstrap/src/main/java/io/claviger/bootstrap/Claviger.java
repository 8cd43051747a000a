package io.claviger.bootstrap;

import io.claviger.adapters.rest.listener.RestServer;
import io.claviger.application.gateway.Authorities;
import io.claviger.domain.shared.RefusedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The running program. Starting it opens, in this order: storage, metrics, admin port, and then
 * what needs keys, the {@link Operation}; until that has begun the admin port answers next to
 * nothing. What a start that is refused has opened is closed again.
 */
public final class Claviger implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Claviger.class.getName());
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration ADMIN_RENEWAL = Duration.ofSeconds(20);

  private final Deque<AutoCloseable> opened;
  private final Wiring wiring;
  private volatile AdminTls adminTls;
  private final Operation operation;
  private final RestServer adminServer;
  private final int metricsPort;

  private Claviger(Settings settings, Deque<AutoCloseable> opened) {
    this.opened = opened;
    SecureRandom random = new SecureRandom();
    Monitoring monitoring = new Monitoring();
    Storage storage = keep(Storage.open(settings, random));
    wiring = new Wiring(storage, random, monitoring.telemetry());
    keep(wiring.hasher);
    opened.push(() -> wiring.auditTrail.flush(true));
    operation = keep(new Operation(settings, storage, wiring, this::reload));
    AdminTls.Source adminPair =
        AdminTls.Source.of(settings.dataDir(), settings.dpNames(), wiring.x509);
    adminTls = AdminTls.current(adminPair, wiring.clock.instant());
    metricsPort =
        Ports.listening(
            "claviger.metrics.port",
            settings.metricsPort(),
            () ->
                keep(monitoring.serve(
                        settings.metricsPort(), wiring, operation, () -> adminTls.expiresAt()))
                    .port());
    Health health =
        new Health(
            wiring.unitOfWork,
            wiring.installation,
            wiring.leases,
            operation::running,
            wiring.clock);
    Ticker ticker = keep(new Ticker());
    ticker.every(SECOND, "database probe", health::read);
    ticker.every(SECOND, "write probe", health::write);
    ticker.every(SECOND, "refusal counts", () -> wiring.auditTrail.flush(false));
    adminServer =
        keep(
            Ports.listening(
                "claviger.admin.port",
                settings.adminPort(),
                () ->
                    AdminServer.start(
                        settings,
                        adminTls,
                        RestWiring.application(wiring, settings, operation, health),
                        wiring.telemetry)));
    ticker.every(SECOND, "sightings", operation.dataPlanes()::note);
    ticker.every(SECOND, "look at the seal", operation::pauseIfSealed);
    ticker.every(ADMIN_RENEWAL, "renewal of the admin port's certificate", () -> renew(adminPair));
    if (storage.opensByItself(settings)) {
      operation.begin();
    } else {
      // It may wait for long, and makes nothing meanwhile.
      storage.started();
    }
  }

  /** On a thread of its own, for the request that asks for it is to be answered before. */
  private void reload() {
    Thread.ofPlatform()
        .name("reload")
        .uncaughtExceptionHandler(
            (thread, e) -> {
              LOG.log(Level.ERROR, "the program ends, because it cannot be loaded anew", e);
              Runtime.getRuntime().halt(1);
            })
        .start(
            () -> {
              close();
              Reexecution.now();
            });
  }

  /** Whether it waits for shares, or for the installation. */
  boolean isSealed() {
    return !operation.running();
  }

  private void renew(AdminTls.Source pair) {
    AdminTls now = AdminTls.current(pair, wiring.clock.instant());
    if (now.selfMade() && !now.fingerprint().equals(adminTls.fingerprint())) {
      adminServer.reload(AdminServer.context(now));
      adminTls = now;
      LOG.log(Level.INFO, "the admin port has a new certificate, SHA-256 {0}", now.fingerprint());
    }
  }

  /**
   * @throws RefusedException with a message that says what is wrong and what to do
   */
  static Claviger start(Settings settings) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      return new Claviger(settings, opened);
    } catch (RuntimeException e) {
      Shutdown.closeAll(opened);
      throw e;
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  int adminPort() {
    return adminServer.port();
  }

  int dpPort() {
    return operation.dpPort();
  }

  int metricsPort() {
    return metricsPort;
  }

  String adminCertificate() {
    return adminTls.certificate().toString();
  }

  String adminFingerprint() {
    return adminTls.fingerprint();
  }

  String serverAuthorityFingerprint() {
    return fingerprint(Authorities.Role.SERVER);
  }

  String dpAuthorityFingerprint() {
    return fingerprint(Authorities.Role.DATA_PLANE);
  }

  private String fingerprint(Authorities.Role role) {
    return wiring.unitOfWork.inTransaction(
        () -> wiring.x509.fingerprint(wiring.authorities.certificate(role)));
  }

  /** Ends everything in the reverse order; what is committed is committed. */
  @Override
  public void close() {
    Shutdown.closeAll(opened);
  }
}
