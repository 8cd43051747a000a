package io.claviger.application.gateway;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;

/** What a gateway group has from birth: shred key, data key, marker key, wire keyring. */
public final class GroupSecrets {
  private final Sealing sealing;
  private final WireKeyrings wireKeyrings;

  public GroupSecrets(Sealing sealing, WireKeyrings wireKeyrings) {
    this.sealing = sealing;
    this.wireKeyrings = wireKeyrings;
  }

  /** In the transaction that makes the group. */
  public void create(Scope scope) {
    sealing.createScope(scope);
    wireKeyrings.create(scope);
  }

  /**
   * Inside a transaction.
   *
   * @throws io.claviger.domain.shared.RefusedException if one of them does not open
   */
  public void verify(Scope scope) {
    sealing.verify(scope);
    wireKeyrings.open(wireKeyrings.of(scope)).forEach(Secret::close);
  }
}
