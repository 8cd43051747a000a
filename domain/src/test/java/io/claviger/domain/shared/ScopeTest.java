package io.claviger.domain.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  private static final String GROUP = "0b7d1c9e-5f3a-4d52-8a6b-3c2e1f0a9d84";

  @Test
  void aGroupHasOneScopeHoweverItIsWritten() {
    assertEquals(GROUP, new Scope(GROUP).toString());
    assertEquals(new Scope(GROUP), Scope.of(UUID.fromString(GROUP)));
    assertEquals(new Scope(GROUP), new Scope("0B7D1C9E-5F3A-4D52-8A6B-3C2E1F0A9D84"));
  }

  @Test
  void theSystemIsAScope() {
    assertEquals("system", Scope.SYSTEM.toString());
    assertEquals(Scope.SYSTEM, new Scope("system"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "System", "system ", "default", "0b7d1c9e5f3a4d528a6b3c2e1f0a9d84"})
  void nothingElseIsAScope(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Scope(text));
  }
}
