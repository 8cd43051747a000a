package io.claviger.adapters.crypto.file;

import io.claviger.application.port.Seal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * The root key as 32 bytes in a private file, under the rules of {@link PrivateFiles}. It is read
 * once, when the seal is opened.
 */
public final class FileSeal implements Seal {
  private final Secret key;

  private FileSeal(Secret key) {
    this.key = key;
  }

  /**
   * For an installation that has data: a new key could open none of it, so a missing file is
   * refused.
   *
   * @throws RefusedException with {@code Unavailable} if the file is missing, is not private or has
   *     a wrong length
   */
  public static FileSeal open(Path file) {
    return new FileSeal(new KeyFile(PrivateFiles.ofThisUser(), file).read());
  }

  /**
   * For a first start, and only for it: makes the directory and the key, unless an earlier start
   * that was cut short has made them.
   *
   * @param random cryptographically strong
   * @throws RefusedException as {@link #open}
   */
  public static FileSeal openOrCreate(Path file, RandomGenerator random) {
    PrivateFiles files = PrivateFiles.ofThisUser();
    KeyFile key = new KeyFile(files, file);
    files.createDirectoryOf(file);
    return new FileSeal(key.exists() ? key.read() : key.create(random));
  }

  @Override
  public Secret rootKey() {
    return key.copy();
  }
}
