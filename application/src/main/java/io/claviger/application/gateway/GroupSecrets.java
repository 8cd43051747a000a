package io.claviger.application.gateway;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireKeyring;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;

/** What a gateway group has from birth: shred key, data key, marker key, wire keyring. */
public final class GroupSecrets {
  private final Sealing sealing;
  private final WireKeyring wireKeyring;

  public GroupSecrets(Sealing sealing, WireKeyring wireKeyring) {
    this.sealing = sealing;
    this.wireKeyring = wireKeyring;
  }

  /** In the transaction that makes the group. */
  public void create(Scope scope) {
    sealing.createScope(scope);
    wireKeyring.create(scope);
  }

  /**
   * Inside a transaction.
   *
   * @throws io.claviger.domain.shared.RefusedException if one of them does not open
   */
  public void verify(Scope scope) {
    sealing.verify(scope);
    wireKeyring.keys(scope).forEach(Secret::close);
  }
}
