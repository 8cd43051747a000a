package io.claviger.tests.harness;

import static java.util.Objects.requireNonNull;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a seal's key opens in a database, for tests that look where else it may be.
 *
 * @param secrets of the scopes themselves: keys of the authorities, marker keys, wire keys
 */
public record StoredKeys(Secret rootKey, List<Secret> dataKeys, List<Secret> secrets) {
  /** Shorter is no key, but the name of a user. */
  private static final int LEAST_BYTES = 16;

  private static final XaesGcmAead AEAD = new XaesGcmAead(new SecureRandom());
  private static final HmacPrf PRF = new HmacPrf();

  /**
   * @param keys the keys directory, with the shred keys
   */
  public static StoredKeys opened(TestDatabase database, Path keys, Secret sealKey)
      throws SQLException, IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      Secret rootKey = rootKey(statement, sealKey);
      Map<String, Secret> dataKeys = dataKeys(statement, keys, rootKey);
      return new StoredKeys(rootKey, List.copyOf(dataKeys.values()), secrets(statement, dataKeys));
    }
  }

  private static Secret rootKey(Statement statement, Secret sealKey) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select i.id, r.key_id, r.threshold, r.share_hashes, r.wrapped"
                + " from installation i cross join root_key r")) {
      row.next();
      Custody custody = new Custody.Shares(row.getInt(3), List.of(row.getString(4).split(" ")));
      byte[] place =
          WrappedRootKey.place(
              UUID.fromString(row.getString(1)), new KeyId(row.getString(2)), custody);
      return AEAD.open(sealKey, row.getBytes(5), place).orElseThrow();
    }
  }

  private static List<Secret> secrets(Statement statement, Map<String, Secret> dataKeys)
      throws SQLException {
    List<Secret> opened = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "select scope, id, key_id, version, sealed from sealed_value where kind = 'keyring'")) {
      while (row.next()) {
        Place place =
            new Place(
                new Scope(row.getString(1)), "keyring", row.getString(2), Pointer.of("value"));
        String key = row.getString(3);
        byte[] bound = place.associatedData(new KeyId(key), row.getLong(4));
        Secret secret =
            AEAD.open(requireNonNull(dataKeys.get(key)), row.getBytes(5), bound).orElseThrow();
        if (secret.length() >= LEAST_BYTES) {
          opened.add(secret);
        }
      }
    }
    return opened;
  }

  private static Map<String, Secret> dataKeys(Statement statement, Path keys, Secret rootKey)
      throws SQLException, IOException {
    Map<String, Secret> opened = new HashMap<>();
    try (ResultSet row = statement.executeQuery("select scope, key_id, wrapped from keyring_key")) {
      while (row.next()) {
        Scope scope = new Scope(row.getString(1));
        KeyId id = new KeyId(row.getString(2));
        byte[] shredKey = Files.readAllBytes(keys.resolve("shred").resolve(scope + ".key"));
        Secret wrappingKey = PRF.derive(both(rootKey, shredKey), info(scope, id));
        opened.put(
            id.value(),
            AEAD.open(wrappingKey, row.getBytes(3), WrappedKey.place(scope, id)).orElseThrow());
      }
    }
    return opened;
  }

  private static Secret both(Secret rootKey, byte[] shredKey) {
    byte[] both = new byte[rootKey.length() + shredKey.length];
    rootKey.revealTo(bytes -> System.arraycopy(bytes, 0, both, 0, bytes.length));
    System.arraycopy(shredKey, 0, both, rootKey.length(), shredKey.length);
    return Secret.of(both);
  }

  private static byte[] info(Scope scope, KeyId id) {
    return LengthPrefixed.encode("claviger/wrapping-key/v1", scope.value(), id.value());
  }
}
