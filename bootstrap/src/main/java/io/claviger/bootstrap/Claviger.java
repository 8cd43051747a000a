package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.dpchannel.DpServer;
import io.claviger.adapters.dpchannel.DpServerConfig;
import io.claviger.adapters.rest.listener.RestServer;
import io.claviger.application.gate.Caller;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.GetWireKeyring;
import io.claviger.application.keyring.SystemPatrol;
import io.claviger.application.start.CreateInstallation;
import io.claviger.application.start.RenewOneTimePassword;
import io.claviger.domain.access.Actor;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The running program. Starting it opens, in this order: storage, keys, feeds, data-plane port,
 * metrics, admin port. What a start that is refused has opened is closed again.
 */
public final class Claviger implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Claviger.class.getName());
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration ADMIN_RENEWAL = Duration.ofSeconds(20);
  private static final Duration SHREDDING = Duration.ofSeconds(5);
  private static final Duration SWEEPING = Duration.ofHours(1);
  private static final Duration PATROL = Duration.ofSeconds(10);

  /** Shorter than a day, for a process that is restarted every day. */
  private static final Duration PRUNING = Duration.ofHours(1);

  /** Who does what a start does. */
  private static final Caller THIS = new Caller(new Actor.Program("start"), "localhost", "start");

  private final Deque<AutoCloseable> opened;
  private final Wiring wiring;
  private volatile AdminTls adminTls;
  private final DpServer dpServer;
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
    OneTimePasswordFile passwordFile = OneTimePasswordFile.in(settings.dataDir());
    RenewOneTimePassword renewal = wiring.renewOneTimePassword();
    UUID installation =
        storage.firstStart()
            ? firstStart(settings, passwordFile)
            : laterStart(renewal, passwordFile);
    Runnable passwordRemoval =
        () -> passwordFile.removeUnless(() -> wiring.unitOfWork.inTransaction(renewal::isWaiting));
    passwordRemoval.run();
    storage.pin().set(installation);
    SystemPatrol patrol = new SystemPatrol(wiring.unitOfWork, wiring.rows, wiring.alarms);
    patrol.run();

    storage.started();
    wiring.shredder.run();
    DataPlanes dataPlanes =
        new DataPlanes(
            installation,
            wiring.unitOfWork,
            wiring.instances,
            wiring.feeds,
            wiring.clock,
            wiring::turnedAway);
    keep(wiring.feeds).start();
    AdminTls.Source adminPair =
        AdminTls.Source.of(settings.dataDir(), settings.dpNames(), wiring.x509);
    adminTls = AdminTls.current(adminPair, wiring.clock.instant());
    DpIdentity dpIdentity =
        new DpIdentity(
            wiring.unitOfWork, wiring.authorities, wiring.x509, wiring.clock, settings.dpNames());
    dpServer =
        keep(
            listening(
                "claviger.dp.port",
                settings.dpPort(),
                () ->
                    DpServer.start(
                        DpServerConfig.at(
                            settings.bind(), settings.dpPort(), Descriptors.forDpPort()),
                        dpIdentity.issue(),
                        dataPlanes,
                        new WireKeyringCall(
                            wiring.gate, new GetWireKeyring(wiring.groups, wiring.wireKeyring)),
                        wiring.telemetry,
                        wiring.clock)));
    metricsPort =
        listening(
            "claviger.metrics.port",
            settings.metricsPort(),
            () ->
                keep(monitoring.serve(
                        settings.metricsPort(),
                        wiring,
                        dataPlanes,
                        dpIdentity,
                        () -> adminTls.expiresAt()))
                    .port());
    Health health = new Health(wiring.unitOfWork, wiring.installation, wiring.clock);
    Ticker ticker = keep(new Ticker());
    ticker.every(SECOND, "database probe", health::probe);
    ticker.every(SECOND, "change poll", wiring.feeds::poll);
    ticker.every(SECOND, "instance refresh", dataPlanes::refresh);
    ticker.every(PATROL, "system row patrol", patrol::run);
    ticker.every(SECOND, "audit sequencing", wiring.auditSequencer::run);
    ticker.every(SHREDDING, "shredding", wiring.shredder::run);
    ticker.every(SECOND, "removal of the one-time password's file", passwordRemoval);
    ticker.every(SWEEPING, "expiry sweep", wiring.expirySweeper::run);
    ticker.every(PRUNING, "tombstone pruning", wiring.tombstonePruner::run);
    ticker.every(
        SHREDDING,
        "wiping of destroyed keys",
        () -> wiring.unitOfWork.inTransaction(wiring.keyrings::refresh));
    ticker.inParts(SECOND, "re-encryption", wiring.reencryptor()::run);
    settings
        .keyringMaxAge()
        .map(wiring::ageLimit)
        .ifPresent(limit -> ticker.every(MINUTE, "rotation by age", limit::run));
    ticker.every(SECOND, "refusal counts", () -> wiring.auditTrail.flush(false));
    ticker.every(
        MINUTE,
        "certificate renewal",
        () -> {
          if (dpIdentity.isDue()) {
            dpServer.renew(dpIdentity.issue());
          }
        });
    adminServer =
        keep(
            listening(
                "claviger.admin.port",
                settings.adminPort(),
                () ->
                    AdminServer.start(
                        settings,
                        adminTls,
                        RestWiring.application(
                            wiring, settings, installation, dataPlanes, dpServer.port(), health),
                        wiring.telemetry)));
    ticker.every(ADMIN_RENEWAL, "renewal of the admin port's certificate", () -> renew(adminPair));
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

  private UUID firstStart(Settings settings, OneTimePasswordFile file) {
    return wiring.gate.run(
        wiring.createInstallation(),
        new CreateInstallation.Install(
            THIS, settings.bootstrapPassword(), password -> show(password, file)));
  }

  private UUID laterStart(RenewOneTimePassword renewal, OneTimePasswordFile file) {
    UUID found = wiring.unitOfWork.inTransaction(wiring.foundInstallation()::open);
    if (wiring.unitOfWork.inTransaction(renewal::isDue)) {
      wiring.gate.run(
          renewal, new RenewOneTimePassword.Renewal(THIS, password -> show(password, file)));
    }
    return found;
  }

  private static void show(Secret password, OneTimePasswordFile file) {
    try (password) {
      Console.showPassword(password, file);
    }
  }

  private static <T> T listening(String setting, int port, Supplier<T> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      if (isTaken(e)) {
        throw unavailable(
            "port " + port + " is in use; stop what listens there, or set " + setting);
      }
      throw e;
    }
  }

  private static boolean isTaken(Throwable thrown) {
    return thrown instanceof BindException
        || (thrown.getCause() != null && isTaken(thrown.getCause()));
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  int adminPort() {
    return adminServer.port();
  }

  int dpPort() {
    return dpServer.port();
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
