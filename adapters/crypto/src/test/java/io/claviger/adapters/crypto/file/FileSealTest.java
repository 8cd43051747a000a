package io.claviger.adapters.crypto.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.application.port.Aead;
import io.claviger.application.port.Seal;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSealTest {
  private static final byte[] PLACE = {7};

  private final SecureRandom random = new SecureRandom();
  private final Aead aead = new XaesGcmAead(random);
  private final Path home;

  FileSealTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void theFirstStartMakesAKeyThatOnlyItsUserReads() throws Exception {
    FileSeal.openOrCreate(file(), aead, random);
    assertEquals(32, Files.size(file()));
    assertEquals("rw-------", mode(file()));
    assertEquals("rwx------", mode(directory()));
    try (Stream<Path> files = Files.list(directory())) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void laterStartsOpenWhatWasWrapped() {
    byte[] wrapped = FileSeal.openOrCreate(file(), aead, random).wrap(rootKey(), PLACE);
    assertTrue(FileSeal.open(file(), aead, random).unwrap(wrapped, PLACE).sameAs(rootKey()));
    FileSeal again = FileSeal.openOrCreate(file(), aead, random);
    assertTrue(again.unwrap(wrapped, PLACE).sameAs(rootKey()));
  }

  @Test
  void theRootKeyIsNotWhatTheFileHolds() throws Exception {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] wrapped = seal.wrap(rootKey(), PLACE);
    assertEquals(24 + 32 + 16, wrapped.length);
    Secret inFile = Secret.of(Files.readAllBytes(file()));
    assertTrue(aead.open(inFile, wrapped, PLACE).orElseThrow().sameAs(rootKey()));
  }

  @Test
  void aRootKeyOpensUnderItsOwnFileAndInItsOwnPlaceOnly() throws Exception {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] wrapped = seal.wrap(rootKey(), PLACE);
    assertRefused("does not open", () -> seal.unwrap(wrapped, new byte[] {8}));
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertRefused("does not open", () -> seal.unwrap(changed, PLACE));
    }
    Files.write(file(), new byte[32]);
    assertRefused("keys directory", () -> seal.unwrap(wrapped, PLACE));
  }

  @Test
  void aKeyThatGoesMissingOpensNothingAnyMore() throws Exception {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] wrapped = seal.wrap(rootKey(), PLACE);
    Files.delete(file());
    assertRefused("missing", () -> seal.unwrap(wrapped, PLACE));
  }

  @Test
  void aMissingKeyOfAnInstallationWithDataIsRefusedAndNotMadeAnew() throws Exception {
    PrivateFiles.ofThisUser().createDirectoryOf(file());
    assertRefused("missing", () -> FileSeal.open(file(), aead, random));
    assertTrue(Files.notExists(file()));
  }

  @Test
  void bothTheOldKeyAndTheNextOpenUntilTheNextIsPromoted() {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] old = seal.wrap(rootKey(), PLACE);
    Seal prepared = seal.prepare(old, PLACE);
    byte[] next = prepared.wrap(rootKey(), PLACE);

    assertTrue(seal.unwrap(old, PLACE).sameAs(rootKey()));
    assertRefused("does not open", () -> prepared.unwrap(old, PLACE));
    assertTrue(seal.unwrap(next, PLACE).sameAs(rootKey()));
    assertTrue(seal.unwrap(old, PLACE).sameAs(rootKey()));

    seal.promote(next, PLACE);
    assertTrue(seal.unwrap(next, PLACE).sameAs(rootKey()));
    assertRefused("does not open", () -> seal.unwrap(old, PLACE));
    assertTrue(Files.notExists(next()));
  }

  @Test
  void whatWasPreparedAndNotCommittedIsNotPromoted() {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] inForce = seal.wrap(rootKey(), PLACE);
    seal.prepare(inForce, PLACE);

    seal.promote(inForce, PLACE);
    assertTrue(FileSeal.open(file(), aead, random).unwrap(inForce, PLACE).sameAs(rootKey()));
  }

  @Test
  void whatWasCommittedAndNotPromotedOpensLaterAndIsNotLostToTheNextPreparation() {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] committed = prepared(seal).wrap(rootKey(), PLACE);
    FileSeal later = FileSeal.open(file(), aead, random);
    assertTrue(later.unwrap(committed, PLACE).sameAs(rootKey()));

    later.prepare(committed, PLACE);
    assertTrue(later.unwrap(committed, PLACE).sameAs(rootKey()));
    seal.promote(committed, PLACE);
    assertTrue(later.unwrap(committed, PLACE).sameAs(rootKey()));
  }

  @Test
  void aPromotionThatWasCutShortLosesNothing() throws Exception {
    byte[] next = prepared(FileSeal.openOrCreate(file(), aead, random)).wrap(rootKey(), PLACE);
    Files.delete(file());
    FileSeal later = FileSeal.open(file(), aead, random);
    assertTrue(later.unwrap(next, PLACE).sameAs(rootKey()));
    later.promote(next, PLACE);
    assertTrue(later.unwrap(next, PLACE).sameAs(rootKey()));
  }

  @Test
  void whatWasPreparedAndNeverCommittedIsReplaced() {
    FileSeal seal = FileSeal.openOrCreate(file(), aead, random);
    byte[] old = seal.wrap(rootKey(), PLACE);
    byte[] given = seal.prepare(old, PLACE).wrap(rootKey(), PLACE);
    seal.prepare(old, PLACE);
    assertRefused("does not open", () -> seal.unwrap(given, PLACE));
    assertTrue(FileSeal.open(file(), aead, random).unwrap(old, PLACE).sameAs(rootKey()));
  }

  @Test
  void whereAnotherSealHasTheCustodyNoKeyIsLeftOnceThatIsSettled() {
    byte[] old = FileSeal.openOrCreate(file(), aead, random).wrap(rootKey(), PLACE);
    FileSeal unused = FileSeal.unused(file(), aead, random);
    assertTrue(unused.unwrap(old, PLACE).sameAs(rootKey()), "nothing is destroyed by a start");

    unused.destroy();
    assertTrue(Files.notExists(file()));
    assertRefused("missing", () -> unused.wrap(rootKey(), PLACE));
  }

  private Seal prepared(FileSeal seal) {
    return seal.prepare(seal.wrap(rootKey(), PLACE), PLACE);
  }

  private Path next() {
    return file().resolveSibling("root.key.next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void aKeyThatIsOpenToOthersIsRefused(String mode) throws Exception {
    FileSeal.openOrCreate(file(), aead, random);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
    assertRefused("chmod 600 " + file(), () -> FileSeal.open(file(), aead, random));
    assertRefused("chmod 600 " + file(), () -> FileSeal.openOrCreate(file(), aead, random));
  }

  @Test
  void aDirectoryThatIsOpenToOthersIsRefused() throws Exception {
    FileSeal.openOrCreate(file(), aead, random);
    Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwx--x---"));
    assertRefused("chmod 700 " + directory(), () -> FileSeal.open(file(), aead, random));
    assertRefused("chmod 700 " + directory(), () -> FileSeal.openOrCreate(file(), aead, random));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 1_000_000})
  void aKeyOfAnotherLengthIsRefused(int length) throws Exception {
    FileSeal.openOrCreate(file(), aead, random);
    Files.write(file(), new byte[length]);
    assertRefused("32 bytes", () -> FileSeal.open(file(), aead, random));
  }

  @Test
  void aSymbolicLinkIsRefused() throws Exception {
    FileSeal.openOrCreate(file(), aead, random);
    Path elsewhere = file().resolveSibling("elsewhere");
    Files.move(file(), elsewhere);
    Files.createSymbolicLink(file(), elsewhere);
    assertRefused("not a regular file", () -> FileSeal.open(file(), aead, random));
    assertRefused("not a regular file", () -> FileSeal.openOrCreate(file(), aead, random));
  }

  @Test
  void aDanglingSymbolicLinkIsNotFollowedToMakeAKey() throws Exception {
    PrivateFiles.ofThisUser().createDirectoryOf(file());
    Files.createSymbolicLink(file(), home.resolve("elsewhere"));
    assertRefused("not a regular file", () -> FileSeal.openOrCreate(file(), aead, random));
  }

  @Test
  void aLinkedDirectoryIsRefused() throws Exception {
    FileSeal.openOrCreate(file(), aead, random);
    Path link = home.resolve("link");
    Files.createSymbolicLink(link, directory());
    assertRefused("not a directory", () -> FileSeal.open(link.resolve("root.key"), aead, random));
  }

  private static Secret rootKey() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 9);
    return Secret.of(bytes);
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
