package io.claviger.application.start;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.gateway.Authorities;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.port.Installation;
import io.claviger.application.port.RowIntegrity;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.UUID;

/**
 * What a start after the first does before anything else is read: it opens the root key, and the
 * key under which rows are authenticated, and then checks everything that the program cannot be run
 * without.
 */
public final class FoundInstallation {
  private final RowIntegrity rows;
  private final Installation installation;
  private final RootKey rootKey;
  private final Sealing sealing;
  private final Authorities authorities;

  public FoundInstallation(
      RowIntegrity rows,
      Installation installation,
      RootKey rootKey,
      Sealing sealing,
      Authorities authorities) {
    this.rows = rows;
    this.installation = installation;
    this.rootKey = rootKey;
    this.sealing = sealing;
    this.authorities = authorities;
  }

  /**
   * Inside a transaction.
   *
   * @return the identity of the installation
   * @throws io.claviger.domain.shared.RefusedException with {@code Damaged} or {@code Unavailable},
   *     saying what is damaged or missing and what to do
   */
  public UUID open() {
    rootKey.open();
    try (Secret key = sealing.load(Scope.SYSTEM, SystemSecret.ROW_KEY.id())) {
      rows.begin(key);
    }
    sealing.verify(Scope.SYSTEM);
    for (SystemSecret secret : SystemSecret.values()) {
      sealing.load(Scope.SYSTEM, secret.id()).close();
    }
    for (Authorities.Role role : Authorities.Role.values()) {
      authorities.certificate(role);
    }
    return installation
        .id()
        .orElseThrow(
            () -> unavailable("the identity of the installation is missing; restore a backup"));
  }
}
