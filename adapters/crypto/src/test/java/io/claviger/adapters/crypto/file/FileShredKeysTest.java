package io.claviger.adapters.crypto.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileShredKeysTest {
  private final Scope scope = Scope.of(UUID.randomUUID());
  private final Path home;
  private final FileShredKeys keys;

  FileShredKeysTest(@TempDir Path home) {
    this.home = home;
    keys = new FileShredKeys(directory(), new SecureRandom());
  }

  @Test
  void aKeyIsFoundAgainByItsScopeAlone() {
    Secret key = keys.create(scope);
    Secret system = keys.create(Scope.SYSTEM);
    assertEquals(32, key.length());
    assertFalse(key.sameAs(system));
    FileShredKeys later = new FileShredKeys(directory(), new SecureRandom());
    assertTrue(key.sameAs(later.find(scope).orElseThrow()));
    assertTrue(system.sameAs(later.find(Scope.SYSTEM).orElseThrow()));
    assertTrue(later.find(Scope.of(UUID.randomUUID())).isEmpty());
  }

  @Test
  void aScopeGetsNoSecondKey() {
    Secret key = keys.create(scope);
    RefusedException refused = assertThrows(RefusedException.class, () -> keys.create(scope));
    assertInstanceOf(Refusal.Conflict.class, refused.refusal());
    assertTrue(key.sameAs(keys.find(scope).orElseThrow()));
  }

  @Test
  void aDestroyedKeyIsGone() {
    keys.create(scope);
    keys.create(Scope.SYSTEM);
    keys.destroy(scope);
    assertTrue(keys.find(scope).isEmpty());
    assertTrue(keys.find(Scope.SYSTEM).isPresent());
    keys.destroy(scope);
  }

  @Test
  void destroyingOverwritesTheBytes() throws Exception {
    keys.create(scope);
    Path otherName = home.resolve("link");
    Files.createLink(otherName, file());
    keys.destroy(scope);
    assertArrayEquals(new byte[32], Files.readAllBytes(otherName));
  }

  @Test
  void aKeyThatIsOpenToOthersIsRefused() throws Exception {
    keys.create(scope);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    RefusedException refused = assertThrows(RefusedException.class, () -> keys.find(scope));
    assertTrue(refused.refusal().message().contains("chmod 600"));
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() throws Exception {
    keys.create(scope);
    Files.write(file(), new byte[31]);
    assertThrows(RefusedException.class, () -> keys.find(scope));
  }

  @Test
  void aMissingDirectoryIsNotTakenForDestroyedKeys() throws Exception {
    Files.delete(directory());
    RefusedException refused = assertThrows(RefusedException.class, () -> keys.find(scope));
    assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
    assertThrows(RefusedException.class, () -> keys.destroy(scope));
  }

  private Path directory() {
    return home.resolve("shred");
  }

  private Path file() {
    return directory().resolve(scope + ".key");
  }
}
