package io.claviger.adapters.crypto.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSealTest {
  private final SecureRandom random = new SecureRandom();
  private final Path home;

  FileSealTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void theFirstStartMakesAKeyThatOnlyItsUserReads() throws Exception {
    FileSeal seal = FileSeal.openOrCreate(file(), random);
    assertEquals(32, seal.rootKey().length());
    assertEquals("rw-------", mode(file()));
    assertEquals("rwx------", mode(directory()));
    try (Stream<Path> files = Files.list(directory())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void laterStartsFindTheSameKey() {
    FileSeal first = FileSeal.openOrCreate(file(), random);
    assertTrue(first.rootKey().sameAs(FileSeal.open(file()).rootKey()));
    assertTrue(first.rootKey().sameAs(FileSeal.openOrCreate(file(), random).rootKey()));
  }

  @Test
  void closingARootKeyDoesNotCloseTheSeal() {
    FileSeal seal = FileSeal.openOrCreate(file(), random);
    seal.rootKey().close();
    assertTrue(seal.rootKey().sameAs(FileSeal.open(file()).rootKey()));
  }

  @Test
  void aMissingKeyOfAnInstallationWithDataIsRefusedAndNotMadeAnew() throws Exception {
    PrivateFiles.ofThisUser().createDirectoryOf(file());
    assertRefused("missing", () -> FileSeal.open(file()));
    assertTrue(Files.notExists(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void aKeyThatIsOpenToOthersIsRefused(String mode) throws Exception {
    FileSeal.openOrCreate(file(), random);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
    assertRefused("chmod 600 " + file(), () -> FileSeal.open(file()));
    assertRefused("chmod 600 " + file(), () -> FileSeal.openOrCreate(file(), random));
  }

  @Test
  void aDirectoryThatIsOpenToOthersIsRefused() throws Exception {
    FileSeal.openOrCreate(file(), random);
    Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwx--x---"));
    assertRefused("chmod 700 " + directory(), () -> FileSeal.open(file()));
    assertRefused("chmod 700 " + directory(), () -> FileSeal.openOrCreate(file(), random));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 1_000_000})
  void aKeyOfAnotherLengthIsRefused(int length) throws Exception {
    FileSeal.openOrCreate(file(), random);
    Files.write(file(), new byte[length]);
    assertRefused("32 bytes", () -> FileSeal.open(file()));
  }

  @Test
  void aSymbolicLinkIsRefused() throws Exception {
    FileSeal.openOrCreate(file(), random);
    Path elsewhere = file().resolveSibling("elsewhere");
    Files.move(file(), elsewhere);
    Files.createSymbolicLink(file(), elsewhere);
    assertRefused("not a regular file", () -> FileSeal.open(file()));
    assertRefused("not a regular file", () -> FileSeal.openOrCreate(file(), random));
  }

  @Test
  void aDanglingSymbolicLinkIsNotFollowedToMakeAKey() throws Exception {
    PrivateFiles.ofThisUser().createDirectoryOf(file());
    Files.createSymbolicLink(file(), home.resolve("elsewhere"));
    assertRefused("not a regular file", () -> FileSeal.openOrCreate(file(), random));
  }

  @Test
  void aLinkedDirectoryIsRefused() throws Exception {
    FileSeal.openOrCreate(file(), random);
    Path link = home.resolve("link");
    Files.createSymbolicLink(link, directory());
    assertRefused("not a directory", () -> FileSeal.open(link.resolve("root.key")));
  }

  private Path directory() {
    return home.resolve("keys");
  }

  private Path file() {
    return directory().resolve("root.key");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void assertRefused(String message, Executable executable) {
    RefusedException refused = assertThrows(RefusedException.class, executable);
    assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
    assertTrue(refused.refusal().message().contains(message), refused.refusal().message());
  }
}
