package io.claviger.bootstrap;

import io.claviger.adapters.dpchannel.DpServer;
import io.claviger.adapters.dpchannel.DpServerConfig;
import io.claviger.application.gate.Caller;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.keyring.SystemPatrol;
import io.claviger.application.port.KeyedOperation;
import io.claviger.application.start.CreateInstallation;
import io.claviger.application.start.RenewOneTimePassword;
import io.claviger.application.wire.GetWireKeyring;
import io.claviger.domain.access.Actor;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.shared.Secret;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the program does while its keys are at hand. It begins with the installation, then the
 * feeds, the data-plane port, and the duties that come again and again. It can be paused, which
 * forgets every key, and begun again; data planes that follow stay connected meanwhile, and hear
 * nothing but that the program lives.
 */
final class Operation implements KeyedOperation, AutoCloseable {
  private static final Logger LOG = System.getLogger(Operation.class.getName());
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHREDDING = Duration.ofSeconds(5);
  private static final Duration STATISTICS = Duration.ofSeconds(2);
  private static final Duration SWEEPING = Duration.ofHours(1);
  private static final Duration PATROL = Duration.ofSeconds(10);

  /** Shorter than a day, for a process that is restarted every day. */
  private static final Duration PRUNING = Duration.ofHours(1);

  /** Who does what a start does. */
  private static final Caller THIS = new Caller(new Actor.Program("start"), "localhost", "start");

  private final Settings settings;
  private final Storage storage;
  private final Runnable reload;
  private final Wiring wiring;
  private final OneTimePasswordFile passwordFile;
  private final RenewOneTimePassword renewal;
  private final SystemPatrol patrol;
  private final DpIdentity dpIdentity;
  private final DataPlanes dataPlanes;
  private Optional<Ticker> duties = Optional.empty();
  private volatile Optional<DpServer> dpServer = Optional.empty();
  private volatile Optional<UUID> installation = Optional.empty();
  private volatile boolean running;

  /**
   * @param reload has the program loaded anew, a moment later
   */
  Operation(Settings settings, Storage storage, Wiring wiring, Runnable reload) {
    this.reload = reload;
    this.settings = settings;
    this.storage = storage;
    this.wiring = wiring;
    this.passwordFile = OneTimePasswordFile.in(settings.dataDir());
    this.renewal = wiring.renewOneTimePassword();
    this.patrol = new SystemPatrol(wiring.unitOfWork, wiring.rows, wiring.alarms);
    this.dpIdentity =
        new DpIdentity(
            wiring.unitOfWork, wiring.authorities, wiring.x509, wiring.clock, settings.dpNames());
    this.dataPlanes =
        new DataPlanes(
            this::installation,
            wiring.unitOfWork,
            wiring.instances,
            wiring.feeds,
            wiring.clock,
            wiring::turnedAway);
  }

  /** Whether it has begun and is not paused. */
  boolean running() {
    return running;
  }

  /** The identity of the installation, once it has begun. */
  UUID installation() {
    return installation.orElseThrow(() -> new IllegalStateException("it has not begun"));
  }

  DataPlanes dataPlanes() {
    return dataPlanes;
  }

  /** The port that data planes dial; 0 before it has begun. */
  int dpPort() {
    return dpServer.map(DpServer::port).orElse(0);
  }

  /** When the certificate of the data-plane port expires; empty before it has begun. */
  Optional<Instant> dpExpiresAt() {
    return dpServer.map(server -> dpIdentity.expiresAt());
  }

  @Override
  public synchronized void begin() {
    if (running) {
      return;
    }
    try {
      UUID identity = install();
      installation = Optional.of(identity);
      removePasswordFile();
      settleSeal();
      storage.pin().set(identity);
      patrol.run();
      storage.started();
      wiring.shredder.run();
      // Who was revoked meanwhile goes before there is anything to follow.
      dataPlanes.refresh();
      wiring.feeds.start();
      listen();
      duties = Optional.of(begunDuties());
      running = true;
      LOG.log(Level.INFO, "data planes are served on port {0}", Integer.toString(dpPort()));
    } catch (RuntimeException e) {
      forgetKeys();
      throw e;
    }
  }

  /** The data-plane port stays open. */
  @Override
  public synchronized void pause() {
    running = false;
    duties.ifPresent(Ticker::close);
    duties = Optional.empty();
    forgetKeys();
  }

  @Override
  public void replace() {
    pause();
    reload.run();
  }

  /** Another process may have given the root key to a seal that this one cannot open. */
  synchronized void pauseIfSealed() {
    if (running && wiring.rootKey.isSealed()) {
      pause();
    }
  }

  private void forgetKeys() {
    wiring.feeds.rest("the control plane is sealed");
    wiring.forgetKeys();
  }

  private UUID install() {
    boolean first = wiring.unitOfWork.inTransaction(wiring.installation::id).isEmpty();
    if (first) {
      return wiring.gate.run(
          wiring.createInstallation(),
          new CreateInstallation.Install(
              THIS, new Custody.KeyFile(), "", settings.bootstrapPassword(), this::show));
    }
    UUID found = wiring.unitOfWork.inTransaction(wiring.foundInstallation()::open);
    if (wiring.unitOfWork.inTransaction(renewal::isDue)) {
      wiring.gate.run(renewal, new RenewOneTimePassword.Renewal(THIS, this::show));
    }
    return found;
  }

  private void settleSeal() {
    wiring.unitOfWork.inTransaction(
        () -> {
          wiring.rootKey.settle(storage.seal());
          return true;
        });
  }

  private void show(Secret password) {
    try (password) {
      Console.showPassword(password, passwordFile);
    }
  }

  private void removePasswordFile() {
    passwordFile.removeUnless(() -> wiring.unitOfWork.inTransaction(renewal::isWaiting));
  }

  private void listen() {
    if (dpServer.isPresent()) {
      dpServer.get().renew(dpIdentity.issue());
      return;
    }
    dpServer =
        Optional.of(
            Ports.listening(
                "claviger.dp.port",
                settings.dpPort(),
                () ->
                    DpServer.start(
                        DpServerConfig.at(
                            settings.bind(), settings.dpPort(), Descriptors.forDpPort()),
                        dpIdentity.issue(),
                        dataPlanes,
                        new WireKeyringCall(
                            wiring.gate,
                            new GetWireKeyring(
                                wiring.groups,
                                wiring.instances,
                                wiring.wireKeyrings,
                                wiring.clock)),
                        wiring.telemetry,
                        wiring.clock)));
  }

  private Ticker begunDuties() {
    Ticker ticker = new Ticker();
    ticker.every(SECOND, "change poll", wiring.feeds::poll);
    ticker.every(SECOND, "instance refresh", dataPlanes::refresh);
    ticker.every(SECOND, "audit sequencing", wiring.auditSequencer::run);
    ticker.every(PATROL, "system row patrol", patrol::run);
    ticker.every(SHREDDING, "shredding", wiring.shredder::run);
    ticker.every(STATISTICS, "database statistics", storage.database()::collectStatistics);
    ticker.every(SECOND, "removal of the one-time password's file", this::removePasswordFile);
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
        .ifPresent(limit -> ticker.nowAndEvery(MINUTE, "rotation by age", limit::run));
    ticker.every(MINUTE, "certificate renewal", this::renewIdentity);
    return ticker;
  }

  private void renewIdentity() {
    if (dpIdentity.isDue()) {
      dpServer.ifPresent(server -> server.renew(dpIdentity.issue()));
    }
  }

  /** Ends it for good: connections, feeds and duties. */
  @Override
  public synchronized void close() {
    running = false;
    duties.ifPresent(Ticker::close);
    dpServer.ifPresent(DpServer::close);
    wiring.feeds.close();
  }
}
