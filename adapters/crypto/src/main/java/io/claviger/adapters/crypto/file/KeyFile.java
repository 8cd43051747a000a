package io.claviger.adapters.crypto.file;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** A private file that is a key: 32 bytes and nothing else. */
record KeyFile(PrivateFiles files, Path path) {
  private static final int BYTES = 32;

  boolean exists() {
    return files.exists(path);
  }

  /** Makes a random key and stores it; refused as {@link PrivateFiles#create}. */
  Secret create(RandomGenerator random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    Secret secret = Secret.of(key);
    files.create(path, secret);
    return secret;
  }

  /** Refused as {@link PrivateFiles#read}, and if it has another length. */
  Secret read() {
    Secret key = files.read(path, BYTES);
    if (key.length() != BYTES) {
      throw unavailable(path + " is no key of 32 bytes; restore it from where its backup is kept");
    }
    return key;
  }
}
