package io.claviger.adapters.crypto.file;

import io.claviger.application.port.ShredKeys;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One private file per scope, named {@code <scope>.key}, under the rules of {@link PrivateFiles}.
 *
 * <p>Not guaranteed: see {@link PrivateFiles#destroy}; and a copy that a backup of the directory
 * made lives on, so it is not to be backed up together with the database.
 */
public final class FileShredKeys implements ShredKeys {
  private final PrivateFiles files = PrivateFiles.ofThisUser();
  private final Path directory;
  private final RandomGenerator random;

  /**
   * Makes the directory if it is missing.
   *
   * @param directory for shred keys alone
   * @param random cryptographically strong, safe for use by many threads
   * @throws io.claviger.domain.shared.RefusedException with {@code Unavailable} if the directory is
   *     not private
   */
  public FileShredKeys(Path directory, RandomGenerator random) {
    this.directory = directory;
    this.random = random;
    files.createDirectory(directory);
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Conflict} if the scope has one
   */
  @Override
  public Secret create(Scope scope) {
    return file(scope).create(random);
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Unavailable} if the directory is
   *     gone, or the file is not private or has a wrong length
   */
  @Override
  public Optional<Secret> find(Scope scope) {
    KeyFile file = file(scope);
    return file.exists() ? Optional.of(file.read()) : Optional.empty();
  }

  @Override
  public void destroy(Scope scope) {
    files.destroy(file(scope).path());
  }

  private KeyFile file(Scope scope) {
    return new KeyFile(files, directory.resolve(scope + ".key"));
  }
}
