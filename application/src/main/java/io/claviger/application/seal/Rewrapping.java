package io.claviger.application.seal;

import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.port.Keyrings;
import io.claviger.application.rotation.ReencryptionRequests;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Replaces the root key above all keyrings at once. Works inside a transaction, which holds every
 * gateway group until it ends, so that nobody writes meanwhile.
 */
public final class Rewrapping {
  private final RootKey rootKey;
  private final Keyrings keyrings;
  private final KeyringStore store;
  private final ReencryptionRequests reencryptions;

  public Rewrapping(
      RootKey rootKey, Keyrings keyrings, KeyringStore store, ReencryptionRequests reencryptions) {
    this.rootKey = rootKey;
    this.keyrings = keyrings;
    this.store = store;
    this.reencryptions = reencryptions;
  }

  /**
   * Holds every keyring and then the root key, as they all do who hold both. Nobody makes or
   * rotates a keyring while the root key is held.
   */
  WrappedRootKey hold() {
    Set<Scope> held = scopes();
    held.forEach(keyrings::hold);
    WrappedRootKey row = rootKey.hold();
    Set<Scope> madeMeanwhile = scopes();
    madeMeanwhile.removeAll(held);
    madeMeanwhile.forEach(keyrings::hold);
    return row;
  }

  /** After {@link #hold}, in an order of which no two lock each other out. */
  void forEach(Consumer<Scope> work) {
    scopes().forEach(work);
  }

  void rewrap(Secret before, Secret after) {
    forEach(scope -> store.rewrap(scope, before, after));
  }

  /** Gives every scope a new primary under a root key, and has its values move to it. */
  void rotateDataKeys(Secret rootKey) {
    forEach(
        scope -> {
          store.rotate(scope, rootKey);
          reencryptions.start(scope);
        });
  }

  private Set<Scope> scopes() {
    Set<Scope> scopes = new TreeSet<>(Comparator.comparing(Scope::value));
    scopes.addAll(keyrings.scopes());
    return scopes;
  }
}
