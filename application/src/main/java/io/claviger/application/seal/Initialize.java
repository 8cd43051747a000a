package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.port.KeyedOperation;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.start.CreateInstallation;
import io.claviger.domain.access.Actor;
import io.claviger.domain.shared.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes the installation of a process that has none, under a seal that is split. Whoever comes
 * first may. The process is sealed afterwards: that it can be unsealed shows that the shares have
 * arrived.
 */
public final class Initialize {
  private final UnitOfWork unitOfWork;
  private final Gate gate;
  private final CreateInstallation installation;
  private final RootKey rootKey;
  private final ShamirSeal seal;
  private final Dealer dealer;
  private final KeyedOperation operation;
  private final RandomGenerator random;
  private final boolean split;

  /**
   * @param split whether the seal of a new installation is split; otherwise a start makes it
   */
  public Initialize(
      UnitOfWork unitOfWork,
      Gate gate,
      CreateInstallation installation,
      RootKey rootKey,
      ShamirSeal seal,
      Dealer dealer,
      KeyedOperation operation,
      RandomGenerator random,
      boolean split) {
    this.unitOfWork = unitOfWork;
    this.gate = gate;
    this.installation = installation;
    this.rootKey = rootKey;
    this.seal = seal;
    this.dealer = dealer;
    this.operation = operation;
    this.random = random;
    this.split = split;
  }

  /**
   * @param password a lasting one for the administrator
   * @return the shares, which are nowhere else; the caller closes them
   */
  public synchronized Handout run(Caller stranger, Dealer.Order order, Secret password) {
    if (!split) {
      throw conflict("claviger.seal.type is not shamir: the program makes its installation itself");
    }
    if (unitOfWork.inTransaction(rootKey::find).isPresent()) {
      throw conflict("the installation has been made already; see /api/sys/seal-status");
    }
    try (Secret key = RootKey.random(random)) {
      Dealer.Deal deal = dealer.deal(key, order);
      install(stranger, key, order, deal, password);
      return deal.handout();
    }
  }

  private void install(
      Caller stranger, Secret key, Dealer.Order order, Dealer.Deal deal, Secret password) {
    seal.open(key);
    try {
      gate.run(
          installation,
          new CreateInstallation.Install(
              new Caller(new Actor.Program("init"), stranger.source(), stranger.requestId()),
              deal.custody(),
              Dealer.record(order, deal.handout()),
              Optional.of(password),
              shown -> {}));
    } catch (RuntimeException e) {
      deal.handout().close();
      throw e;
    } finally {
      operation.pause();
    }
  }
}
