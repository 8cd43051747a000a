package io.claviger.adapters.crypto.file;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Wraps the root key under 32 bytes in a private file, under the rules of {@link PrivateFiles}. The
 * file is read whenever its key is needed, and the key is not kept.
 */
public final class FileSeal implements Seal {
  private final KeyFile file;
  private final Aead aead;

  private FileSeal(KeyFile file, Aead aead) {
    this.file = file;
    this.aead = aead;
  }

  private FileSeal checked() {
    file.read().close();
    return this;
  }

  /**
   * For an installation that has data: a new key could open none of it, so a missing file is
   * refused.
   *
   * @throws RefusedException with {@code Unavailable} if the file is missing, is not private or has
   *     a wrong length
   */
  public static FileSeal open(Path file, Aead aead) {
    return new FileSeal(new KeyFile(PrivateFiles.ofThisUser(), file), aead).checked();
  }

  /**
   * For an installation whose seal is another. A key that is there still was left by a process that
   * ended between the change and the removal; it opens nothing any more and is destroyed.
   */
  public static FileSeal unused(Path file, Aead aead) {
    PrivateFiles files = PrivateFiles.ofThisUser();
    files.destroy(file);
    return new FileSeal(new KeyFile(files, file), aead);
  }

  /**
   * For a first start, and only for it: makes the directory and the key, unless an earlier start
   * that was cut short has made them.
   *
   * @param random cryptographically strong
   * @throws RefusedException as {@link #open}
   */
  public static FileSeal openOrCreate(Path file, Aead aead, RandomGenerator random) {
    PrivateFiles files = PrivateFiles.ofThisUser();
    KeyFile key = new KeyFile(files, file);
    files.createDirectoryOf(file);
    if (!key.exists()) {
      key.create(random).close();
    }
    return new FileSeal(key, aead).checked();
  }

  @Override
  public byte[] wrap(Secret rootKey, byte[] place) {
    try (Secret key = file.read()) {
      return aead.seal(key, rootKey, place);
    }
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] place) {
    try (Secret key = file.read()) {
      return aead.open(key, wrapped, place)
          .orElseThrow(
              () ->
                  unavailable(
                      file.path()
                          + " does not open the root key; use the keys directory that belongs to"
                          + " this database"));
    }
  }
}
