package io.claviger.application.keyring;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Installation;
import io.claviger.application.port.OwnSeal;
import io.claviger.application.port.Seal;
import io.claviger.application.port.StoredRootKey;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The root key in memory, between {@link #open()} and {@link #seal}. Works inside a transaction.
 *
 * <p>Guarantees: what is lent is the root key that the database has, also after another process has
 * replaced it; while this process is sealed, none is.
 */
public final class RootKey {
  private final StoredRootKey stored;
  private final Installation installation;
  private final Function<Custody, Seal> seals;
  private final RandomGenerator random;
  private final InstantSource clock;

  /** Guarded by this; empty while sealed. */
  private Optional<Opened> opened = Optional.empty();

  private record Opened(KeyId id, Secret key) {}

  /**
   * @param seals what stands behind each custody in this process
   */
  public RootKey(
      StoredRootKey stored,
      Installation installation,
      Function<Custody, Seal> seals,
      RandomGenerator random,
      InstantSource clock) {
    this.stored = stored;
    this.installation = installation;
    this.seals = seals;
    this.random = random;
    this.clock = clock;
  }

  /** A new one, of nobody yet; the caller closes it. */
  public static Secret random(RandomGenerator random) {
    byte[] key = new byte[WrappedRootKey.BYTES];
    random.nextBytes(key);
    return Secret.of(key);
  }

  /** The first one, for an installation that has its identity and no key yet. */
  public void create(Custody custody) {
    KeyId id = KeyId.random(random);
    Secret made = random(random);
    store(id, made, custody, seals.apply(custody));
    open(id, made);
  }

  /**
   * Stores a root key under a seal. What is in memory does not follow before the commit, so the
   * transaction uses none any more.
   *
   * @param id that of the one before, if it is the same key
   */
  public void store(KeyId id, Secret key, Custody custody, Seal seal) {
    byte[] wrapped = seal.wrap(key, place(id, custody));
    stored.save(new WrappedRootKey(id, custody, wrapped, clock.instant()));
  }

  /**
   * Has the seal unwrap what is stored.
   *
   * @throws RefusedException as {@link Seal#unwrap}
   */
  public void open() {
    WrappedRootKey row = row(stored.find());
    open(row.id(), unwrap(row, seals.apply(row.custody())));
  }

  /**
   * With what was unwrapped already; needs no transaction.
   *
   * @param key taken over
   */
  public synchronized void open(KeyId id, Secret key) {
    seal();
    opened = Optional.of(new Opened(id, key));
  }

  /** Wipes it from memory; needs no transaction. */
  public synchronized void seal() {
    opened.ifPresent(known -> known.key().close());
    opened = Optional.empty();
  }

  public synchronized boolean isSealed() {
    return opened.isEmpty();
  }

  /** Names the one that is stored. */
  KeyId id() {
    return row(stored.find()).id();
  }

  /** As it is stored; empty where nothing is installed. */
  public Optional<WrappedRootKey> find() {
    return stored.find();
  }

  /** As it is stored. Nobody replaces it until the transaction ends. */
  public WrappedRootKey hold() {
    return row(stored.hold());
  }

  /**
   * Has a seal unwrap what is stored, which proves that it is the one in force. The caller closes
   * it.
   *
   * @throws RefusedException as {@link Seal#unwrap}
   */
  public Secret unwrap(WrappedRootKey row, Seal seal) {
    return seal.unwrap(row.wrapped(), place(row.id(), row.custody()));
  }

  /** Has a process's own seal make a key beside the one in force; while the root key is held. */
  public Seal prepare(WrappedRootKey row, OwnSeal seal) {
    return seal.prepare(row.wrapped(), place(row.id(), row.custody()));
  }

  /**
   * Removes the keys of a process's own seal that are not in force any more. Whoever calls it has
   * seen the seal in force open the root key, so that it is not the word of a damaged row.
   */
  public void settle(OwnSeal seal) {
    WrappedRootKey row = hold();
    switch (row.custody()) {
      case Custody.KeyFile() -> seal.promote(row.wrapped(), place(row.id(), row.custody()));
      case Custody.Shares shares -> seal.destroy();
    }
  }

  /**
   * The caller closes it.
   *
   * @throws RefusedException with {@code Unavailable} while sealed, or if another process has
   *     replaced it and the seal of this one does not open the new one
   */
  Secret get() {
    WrappedRootKey row = row(stored.find());
    return known(row.id()).orElseGet(() -> reopened(row));
  }

  private synchronized Optional<Secret> known(KeyId id) {
    return opened.filter(known -> known.id().equals(id)).map(known -> known.key().copy());
  }

  private synchronized Secret reopened(WrappedRootKey row) {
    if (isSealed()) {
      throw unavailable("this process is sealed: unseal it");
    }
    try {
      Secret key = unwrap(row, seals.apply(row.custody()));
      open(row.id(), key);
      return key.copy();
    } catch (RefusedException e) {
      if (stored.find().filter(now -> now.id().equals(row.id())).isEmpty()) {
        // It was replaced since it was read, maybe by this process.
        return get();
      }
      if (row.custody() instanceof Custody.Shares) {
        // Another process has given it to shares that this one has not been given.
        seal();
      }
      throw e;
    }
  }

  private byte[] place(KeyId id, Custody custody) {
    return WrappedRootKey.place(
        installation.id().orElseThrow(() -> missing("the identity of the installation")),
        id,
        custody);
  }

  private static WrappedRootKey row(Optional<WrappedRootKey> stored) {
    return stored.orElseThrow(() -> missing("the root key"));
  }

  private static RefusedException missing(String what) {
    return unavailable(what + " is missing in the database; restore a backup");
  }
}
