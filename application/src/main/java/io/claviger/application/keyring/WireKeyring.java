package io.claviger.application.keyring;

import io.claviger.application.port.WireCipher;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A group's keyring in APISIX's own format: what it encrypts, its data planes can decrypt. Newest
 * key first; at rest it is a sealed value.
 */
public final class WireKeyring {
  private static final String ID = "wire";
  private static final int KEY_CHARACTERS = 16;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Sealing sealing;
  private final WireCipher cipher;
  private final RandomGenerator random;

  public WireKeyring(Sealing sealing, WireCipher cipher, RandomGenerator random) {
    this.sealing = sealing;
    this.cipher = cipher;
    this.random = random;
  }

  /** Gives a new scope its first key: 16 random letters and digits. */
  public void create(Scope scope) {
    byte[] key = new byte[KEY_CHARACTERS];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    try (Secret first = Secret.of(key);
        Secret list = Secret.ofText(JsonTree.array().add(first.revealText()).build().toString())) {
      sealing.store(scope, ID, list);
    }
  }

  /** The keys, newest first. */
  public List<Secret> keys(Scope scope) {
    try (Secret list = sealing.load(scope, ID)) {
      return ((JsonArray) StrictJson.parse(list.revealText()))
          .getValuesAs(JsonString::getString).stream().map(Secret::ofText).toList();
    }
  }

  /** Encrypts for the group's data planes, under the newest key. */
  public String encrypt(Scope scope, Secret plaintext) {
    List<Secret> keys = keys(scope);
    try {
      return cipher.encrypt(keys.getFirst(), plaintext);
    } finally {
      keys.forEach(Secret::close);
    }
  }
}
