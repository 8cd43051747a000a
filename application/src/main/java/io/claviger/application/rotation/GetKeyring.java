package io.claviger.application.rotation;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.access.Action;
import io.claviger.domain.keyring.WrappedKey;
import java.util.List;

/** The keys of a keyring, newest first, those included that are destroyed. */
public final class GetKeyring implements Query<GetKeyring.Get, List<GetKeyring.Key>> {
  private final KeyringOwners owners;
  private final Keyrings keyrings;
  private final SealedValues values;

  public GetKeyring(KeyringOwners owners, Keyrings keyrings, SealedValues values) {
    this.owners = owners;
    this.keyrings = keyrings;
    this.values = values;
  }

  public record Get(Caller caller, KeyringOwner owner) implements Command {}

  /**
   * @param sealedValues how many values are under it
   */
  public record Key(WrappedKey key, long sealedValues) {}

  @Override
  public Action action(Get get) {
    return get.owner().either(Action.GET_KEYRING, Action.GET_SYSTEM_KEYRING);
  }

  @Override
  public List<Key> execute(Get get, Permit permit) {
    permit.require(get.owner().arn());
    KeyUse use = KeyUse.of(owners.find(get.owner()), keyrings, values);
    return use.keys().stream().map(key -> new Key(key, use.under(key.id()))).toList();
  }
}
