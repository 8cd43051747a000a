package io.claviger.adapters.crypto.file;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.OwnSeal;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Wraps the root key under 32 bytes in a private file, under the rules of {@link PrivateFiles}. The
 * file is read whenever its key is needed, and the key is not kept. One that is prepared lies
 * beside it, with {@code .next} after its name.
 */
public final class FileSeal implements OwnSeal {
  private final PrivateFiles files;
  private final KeyFile file;
  private final KeyFile next;
  private final Aead aead;
  private final RandomGenerator random;

  private FileSeal(Path file, Aead aead, RandomGenerator random) {
    this.files = PrivateFiles.ofThisUser();
    this.file = new KeyFile(files, file);
    this.next = new KeyFile(files, file.resolveSibling(file.getFileName() + ".next"));
    this.aead = aead;
    this.random = random;
  }

  /**
   * For an installation that has data: a new key could open none of it, so a missing file is
   * refused.
   *
   * @param random cryptographically strong
   * @throws RefusedException with {@code Unavailable} if the file is missing, is not private or has
   *     a wrong length
   */
  public static FileSeal open(Path file, Aead aead, RandomGenerator random) {
    FileSeal seal = new FileSeal(file, aead, random);
    if (!seal.file.exists() && seal.next.exists()) {
      seal.promote();
    }
    seal.file.read().close();
    return seal;
  }

  /**
   * For a first start, and only for it: makes the directory and the key, unless an earlier start
   * that was cut short has made them.
   *
   * @throws RefusedException as {@link #open}
   */
  public static FileSeal openOrCreate(Path file, Aead aead, RandomGenerator random) {
    FileSeal seal = new FileSeal(file, aead, random);
    seal.files.createDirectoryOf(file);
    if (!seal.file.exists()) {
      seal.file.create(random).close();
    }
    return open(file, aead, random);
  }

  /**
   * For an installation whose seal is another. A key that is there still was left by a process that
   * ended between the change and the removal; it opens nothing any more and is destroyed.
   */
  public static FileSeal unused(Path file, Aead aead, RandomGenerator random) {
    FileSeal seal = new FileSeal(file, aead, random);
    seal.destroy();
    return seal;
  }

  @Override
  public byte[] wrap(Secret rootKey, byte[] place) {
    return wrap(file, rootKey, place);
  }

  private byte[] wrap(KeyFile by, Secret rootKey, byte[] place) {
    try (Secret key = by.read()) {
      return aead.seal(key, rootKey, place);
    }
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] place) {
    if (next.exists()) {
      Optional<Secret> opened = opened(next, wrapped, place);
      if (opened.isPresent()) {
        promote();
        return opened.get();
      }
    }
    return opened(file, wrapped, place).orElseThrow(() -> doesNotOpen(file));
  }

  private Optional<Secret> opened(KeyFile by, byte[] wrapped, byte[] place) {
    try (Secret key = by.read()) {
      return aead.open(key, wrapped, place);
    }
  }

  private static RefusedException doesNotOpen(KeyFile file) {
    return unavailable(
        file.path()
            + " does not open the root key; use the keys directory that belongs to this database");
  }

  @Override
  public Seal prepare() {
    files.destroy(next.path());
    next.create(random).close();
    return new Prepared();
  }

  /** Which is not in force yet. */
  private final class Prepared implements Seal {
    @Override
    public byte[] wrap(Secret rootKey, byte[] place) {
      return FileSeal.this.wrap(next, rootKey, place);
    }

    @Override
    public Secret unwrap(byte[] wrapped, byte[] place) {
      return opened(next, wrapped, place).orElseThrow(() -> doesNotOpen(next));
    }
  }

  /** Does nothing where another process has done it. */
  @Override
  public void promote() {
    if (next.exists()) {
      files.destroy(file.path());
      files.rename(next.path(), file.path());
    }
  }

  @Override
  public void destroy() {
    files.destroy(file.path());
    files.destroy(next.path());
  }
}
