package io.claviger.domain.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final String CANARY = "canary-4711";

  @Test
  void textOfASecretIsRedacted() {
    assertEquals("Secret[redacted]", Secret.ofText(CANARY).toString());
    assertFalse(String.valueOf(Secret.ofText(CANARY)).contains(CANARY));
  }

  /** An equality that stops at the first difference would tell where it is. */
  @Test
  void secretsHaveNoEquality() {
    assertNotEquals(Secret.ofText(CANARY), Secret.ofText(CANARY));
    assertTrue(
        Arrays.stream(Secret.class.getDeclaredMethods())
            .noneMatch(method -> method.getName().matches("equals|hashCode")));
  }

  @Test
  void sameBytesAreTheSame() {
    Secret secret = Secret.ofText(CANARY);
    assertTrue(secret.sameAs(Secret.ofText(CANARY)));
    assertTrue(secret.sameAs(secret.copy()));
    assertFalse(secret.sameAs(Secret.ofText("canary-4712")));
    assertFalse(secret.sameAs(Secret.ofText("canary-471")));
    assertFalse(secret.sameAs(Secret.ofText("")));
  }

  @Test
  void closingWipesTheBytes() {
    byte[] bytes = {1, 2, 3};
    Secret.of(bytes).close();
    assertArrayEquals(new byte[3], bytes);
  }

  @Test
  void aCopyOutlivesItsOriginal() {
    Secret original = Secret.ofText(CANARY);
    Secret copy = original.copy();
    original.close();
    assertEquals(CANARY, copy.revealText());
    assertEquals(CANARY.length(), copy.length());
  }
}
