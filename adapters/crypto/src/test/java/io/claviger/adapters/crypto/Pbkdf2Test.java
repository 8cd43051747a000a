package io.claviger.adapters.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pbkdf2Test {
  /** RFC 7914, section 11, of whose 64 bytes the first 32 are the first block. */
  @ParameterizedTest
  @CsvSource({
    "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56",
  })
  void derivesAsRfc7914(String password, String salt, int iterations, String derived) {
    assertEquals(
        derived,
        HexFormat.of()
            .formatHex(Pbkdf2.derive(password.getBytes(UTF_8), salt.getBytes(UTF_8), iterations)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "correct horse battery staple", "pässwörd-ünïcode-✓-🔑"})
  void derivesFromTheUtf8BytesOfAPasswordAsTheJdkDoes(String password) throws Exception {
    byte[] salt = new byte[16];
    byte[] expected =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 1000, 256))
            .getEncoded();
    assertArrayEquals(expected, Pbkdf2.derive(password.getBytes(UTF_8), salt, 1000));
  }

  @Test
  void anEmptyPasswordHasAHashToo() {
    assertEquals(32, Pbkdf2.derive(new byte[0], new byte[16], 1).length);
  }
}
