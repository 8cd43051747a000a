package io.claviger.adapters.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AesCbcWireCipherTest {
  private final AesCbcWireCipher cipher = new AesCbcWireCipher();

  /** Made with OpenSSL; the values for {@code bar} and {@code auth-two} are those of APISIX too. */
  @ParameterizedTest
  @CsvSource({
    "qeddd145sfvddff3, my-secret-key, kK0lkbzXrE7aiTiyK/Z0Sw==",
    "qeddd145sfvddff3, 0123456789abcdef, qpxu8KrwHqjW92zgZHFDOLQA3RNdV40A6RLotmKQPVw=",
    "qeddd145sfvddff3, pässwörd-ünïcode-✓, pogG80Fs3WvS7liJ25nSi2JpMy76mVQ/dOh3s9fMByY=",
    "qeddd145sfvddff3, '', CEGh183MAO3X8/ZV2jzHeA==",
    "edd1c9f0985e76a2, my-secret-key, IRWpPjbDq5BCgHyIllnOMA==",
    "edd1c9f0985e76a2, 0123456789abcdef, uB5lc7bO3T325sSYkKpZM6bQ2Yb4ZwCTwDljNDbfVIo=",
    "edd1c9f0985e76a2, bar, 77+NmbYqNfN+oLm0aX5akg==",
    "edd1c9f0985e76a2, auth-two, vU/ZHVJw7b0XscDJ1Fhtig==",
    "0123456789abcdef0123456789abcdef, my-secret-key, Ok2KB3mwttW7Vg3Km24FmA==",
  })
  void encryptsAsApisixDoes(String key, String plaintext, String ciphertext) {
    assertEquals(ciphertext, cipher.encrypt(Secret.ofText(key), Secret.ofText(plaintext)));
    assertEquals(ciphertext, cipher.encrypt(Secret.ofText(key), Secret.ofText(plaintext)));
  }

  @Test
  void aCiphertextFitsItsOwnKeyAndByChanceAnother() {
    Secret key = Secret.ofText("qeddd145sfvddff3");
    Secret other = Secret.ofText("edd1c9f0985e76a2");
    int fitting = 0;
    for (int i = 0; i < 10_000; i++) {
      String ciphertext = cipher.encrypt(key, Secret.ofText("plaintext " + i));
      assertTrue(cipher.fits(key, ciphertext));
      fitting += cipher.fits(other, ciphertext) ? 1 : 0;
    }
    assertEquals(10_000 / 255.0, fitting, 15);
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    Secret key = Secret.ofText("0123456789abcdef01234567");
    Secret plaintext = Secret.ofText("x");
    assertThrows(IllegalArgumentException.class, () -> cipher.encrypt(key, plaintext));
  }
}
