package io.claviger.adapters.crypto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenSealTest {
  private static final byte[] PLACE = {7};

  private final XaesGcmAead aead = new XaesGcmAead(new SecureRandom());

  private GivenSeal seal(int first) {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    return GivenSeal.of(Secret.of(Base64.getEncoder().encode(key)), aead);
  }

  @Test
  void whatOneKeyWrapsNoOtherOpens() {
    Secret rootKey = Secret.of(new byte[] {1, 2, 3});
    byte[] wrapped = seal(1).wrap(rootKey, PLACE);
    assertTrue(seal(1).unwrap(wrapped, PLACE).sameAs(rootKey));
    GivenSeal other = seal(2);
    assertInstanceOf(
        Refusal.Unavailable.class,
        assertThrows(RefusedException.class, () -> other.unwrap(wrapped, PLACE)).refusal());
    assertThrows(RefusedException.class, () -> seal(1).unwrap(wrapped, new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hunter2", "hunter22", "aGVsbG8=", "not base64 at all!"})
  void whatIsNoKeyIsRefusedAndNotRepeated(String text) {
    Refusal refusal =
        assertThrows(RefusedException.class, () -> GivenSeal.of(Secret.ofText(text), aead))
            .refusal();
    assertInstanceOf(Refusal.Invalid.class, refusal);
    assertFalse(!text.isEmpty() && refusal.message().contains(text));
  }
}
