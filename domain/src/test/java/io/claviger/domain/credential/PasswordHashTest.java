package io.claviger.domain.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.Texts;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final String SALT = "AAECAwQFBgcICQoLDA0ODw";
  private static final String HASH = "7xdxRO7JQgy8EJPSqLNEqSvFBtDU7JwCjdGfgyTYweY";
  private static final String GOLDEN = "$pbkdf2-sha256$i=600000$" + SALT + "$" + HASH;

  /** PBKDF2 of "correct horse battery staple", made with another program. */
  @Test
  void hashIsThePublishedFormat() {
    PasswordHash hash = PasswordHash.parse(GOLDEN);
    assertEquals(600_000, hash.iterations());
    assertEquals("000102030405060708090a0b0c0d0e0f", HexFormat.of().formatHex(hash.salt()));
    assertEquals(
        "ef177144eec9420cbc1093d2a8b344a92bc506d0d4ec9c028dd19f8324d8c1e6",
        HexFormat.of().formatHex(hash.hash()));
    assertEquals(GOLDEN, hash.toString());
  }

  @Test
  void printedHashesReadBack() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 5_000; i++) {
      byte[] salt = new byte[PasswordHash.SALT_BYTES];
      byte[] hash = new byte[PasswordHash.HASH_BYTES];
      random.nextBytes(salt);
      random.nextBytes(hash);
      PasswordHash made = new PasswordHash(random.nextInt(1, 10_000_001), salt, hash);
      PasswordHash read = PasswordHash.parse(made.toString());
      assertEquals(made, read);
      assertEquals(made.hashCode(), read.hashCode());
    }
  }

  @Test
  void everyChangedCharacterIsRefusedOrAnotherHash() {
    PasswordHash golden = PasswordHash.parse(GOLDEN);
    Texts.withOneCharacterChanged(GOLDEN)
        .forEach(
            changed -> {
              PasswordHash read;
              try {
                read = PasswordHash.parse(changed);
              } catch (IllegalArgumentException e) {
                return;
              }
              assertNotEquals(golden, read);
              assertEquals(changed, read.toString());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$pbkdf2-sha512$i=600000$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$v=1$i=600000$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$i=0$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$i=-1$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$i=0600000$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$i=10000001$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$i=99999999999$" + SALT + "$" + HASH,
        "$pbkdf2-sha256$i=600000$" + SALT + "==$" + HASH,
        "$pbkdf2-sha256$i=600000$" + SALT + "$" + HASH + "=",
        "$pbkdf2-sha256$i=600000$" + SALT + "$" + HASH + "\n",
        "$pbkdf2-sha256$i=600000$AAECAwQFBgcICQoLDA0ODx$" + HASH, // the last bits are not zero
        "$pbkdf2-sha256$i=600000$AAECAwQFBgcICQoLDA0O$" + HASH
      })
  void otherTextsAreNoHashes(String text) {
    assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text));
  }
}
