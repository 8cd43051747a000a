package io.claviger.application.keyring;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.port.WireCipher;
import io.claviger.application.port.WireKeys;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyState;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The groups' keyrings in APISIX's own format: what is encrypted under one, the data planes of its
 * group can decrypt. At rest each key is a sealed value at a place of its own. Works inside a
 * transaction, which holds the group where it changes something.
 */
public final class WireKeyrings {
  private static final String ID = "wire/";
  private static final int KEY_CHARACTERS = 16;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final WireKeys keys;
  private final Sealing sealing;
  private final WireCipher cipher;
  private final RandomGenerator random;
  private final InstantSource clock;

  public WireKeyrings(
      WireKeys keys,
      Sealing sealing,
      WireCipher cipher,
      RandomGenerator random,
      InstantSource clock) {
    this.keys = keys;
    this.sealing = sealing;
    this.cipher = cipher;
    this.random = random;
    this.clock = clock;
  }

  /** Gives a new scope its first key. */
  public void create(Scope scope) {
    add(scope, WireKeyState.ACTIVE);
  }

  /**
   * Adds a key that data planes are given from now on, and nothing is encrypted under yet.
   *
   * @throws RefusedException with {@code Conflict} if a rotation is under way
   */
  public WireKey prepare(Scope scope) {
    of(scope).requireRoom();
    return add(scope, WireKeyState.PREPARED);
  }

  /**
   * Encrypts under the prepared key from now on.
   *
   * @throws RefusedException with {@code Conflict} if there is none
   */
  public WireKey activate(Scope scope) {
    WireKeyring activated = of(scope).activated(clock.instant());
    activated.keys().forEach(keys::save);
    return activated.active();
  }

  /**
   * Removes the key that was active before.
   *
   * @throws RefusedException with {@code Conflict} if there is none
   */
  public WireKey retire(Scope scope) {
    WireKey old = of(scope).old();
    keys.remove(old);
    sealing.remove(scope, ID + old.id());
    return old;
  }

  /** 16 random letters and digits. */
  private WireKey add(Scope scope, WireKeyState state) {
    WireKey key = new WireKey(scope, KeyId.random(random), state, clock.instant(), clock.instant());
    byte[] characters = new byte[KEY_CHARACTERS];
    for (int i = 0; i < characters.length; i++) {
      characters[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    try (Secret material = Secret.of(characters)) {
      sealing.store(scope, ID + key.id(), material);
    }
    keys.save(key);
    return key;
  }

  /**
   * @throws RefusedException with {@code Unavailable}, and an alarm, if what is stored is no
   *     keyring
   */
  public WireKeyring of(Scope scope) {
    try {
      return new WireKeyring(keys.of(scope));
    } catch (IllegalArgumentException e) {
      throw sealing.broken(scope, ID);
    }
  }

  /** The bytes of its keys, newest first; the caller closes them. */
  public List<Secret> open(WireKeyring keyring) {
    return keyring.keys().stream().map(this::open).toList();
  }

  private Secret open(WireKey key) {
    return sealing.find(key.scope(), ID + key.id()).orElseThrow(() -> missing(key));
  }

  /** One that was retired since it was listed is no alarm. */
  private RefusedException missing(WireKey key) {
    boolean listed = keys.of(key.scope()).stream().map(WireKey::id).anyMatch(key.id()::equals);
    return listed
        ? sealing.broken(key.scope(), ID + key.id())
        : conflict("the wire keyring was changed while it was read: read again and retry");
  }

  /** What private keys are encrypted with that are read now. */
  public WireEncryption encryption(Scope scope) {
    return new WireEncryption(cipher, () -> opened(of(scope)));
  }

  private WireEncryption.Keys opened(WireKeyring keyring) {
    return new WireEncryption.Keys(
        keyring.version(),
        open(keyring.active()),
        keyring.keys().stream()
            .filter(key -> !key.equals(keyring.active()))
            .map(this::open)
            .toList());
  }
}
