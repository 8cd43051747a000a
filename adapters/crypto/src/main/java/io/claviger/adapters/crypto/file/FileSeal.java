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
    FileSeal seal = unused(file, aead, random);
    (seal.file.exists() || !seal.next.exists() ? seal.file : seal.next).read().close();
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
   * For an installation whose seal is another. Nothing is destroyed on the word of a database that
   * no seal has opened yet.
   */
  public static FileSeal unused(Path file, Aead aead, RandomGenerator random) {
    return new FileSeal(file, aead, random);
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
    // A key may be on its way from one file to the other.
    return openedByOne(wrapped, place)
        .or(() -> openedByOne(wrapped, place))
        .orElseThrow(this::refusal);
  }

  /** Why none opens: the file in force cannot be read, or is another. */
  private RefusedException refusal() {
    file.read().close();
    return doesNotOpen(file);
  }

  private Optional<Secret> openedByOne(byte[] wrapped, byte[] place) {
    return openedBy(file, wrapped, place).or(() -> openedBy(next, wrapped, place));
  }

  /** Empty if there is no such key, or it cannot be read. */
  private Optional<Secret> openedBy(KeyFile by, byte[] wrapped, byte[] place) {
    if (!by.exists()) {
      return Optional.empty();
    }
    try (Secret key = by.read()) {
      return aead.open(key, wrapped, place);
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static RefusedException doesNotOpen(KeyFile file) {
    return unavailable(
        file.path()
            + " does not open the root key; use the keys directory that belongs to this database");
  }

  @Override
  public Seal prepare(byte[] wrapped, byte[] place) {
    promote(wrapped, place);
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
      return openedBy(next, wrapped, place).orElseThrow(() -> doesNotOpen(next));
    }
  }

  @Override
  public void promote(byte[] wrapped, byte[] place) {
    Optional<Secret> opened = openedBy(next, wrapped, place);
    if (opened.isPresent()) {
      opened.get().close();
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
