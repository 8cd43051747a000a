package io.claviger.domain.gateway;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {
  @ParameterizedTest
  @ValueSource(strings = {"default", "a", "Z-9_.x", "..a", "1"})
  void groupIdsAreSimpleNames(String text) {
    assertEquals(text, new GroupId(text).toString());
    assertDoesNotThrow(() -> new GroupId("x".repeat(64)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a/b", "a b", "a*", "é", "a\n", "a%2fb", "a:b", "٠"})
  void otherGroupIdsAreRefused(String text) {
    refused(() -> new GroupId(text));
    refused(() -> new GroupId("x".repeat(65)));
  }

  @ParameterizedTest
  @CsvSource({"3.18, 3.18", "3.18.0, 3.18", "3.18.12, 3.18"})
  void theCatalogueIsChosenByMajorAndMinor(String text, String majorMinor) {
    assertEquals(majorMinor, new ApisixVersion(text).majorMinor());
    assertEquals(text, new ApisixVersion(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "3.1", "3.17.0", "3.19", "3.18.", "3.18.01", "3.180", "3.18.0.0"})
  void otherVersionsAreRefused(String text) {
    refused(() -> new ApisixVersion(text));
  }

  @Test
  void theNewestVersionIsAVersion() {
    assertDoesNotThrow(() -> new ApisixVersion(ApisixVersion.NEWEST.text()));
  }

  @Test
  void profilesAreBounded() {
    assertDoesNotThrow(() -> profile("n".repeat(64), "d".repeat(256), "l".repeat(64)));
    refused(() -> profile("", "", "l"));
    refused(() -> profile(" ", "", "l"));
    refused(() -> profile("n".repeat(65), "", "l"));
    refused(() -> profile("n", "d".repeat(257), "l"));
    refused(() -> profile("n", "", ""));
    refused(() -> profile("n", "", "l".repeat(65)));
  }

  private static GatewayGroup.Profile profile(String name, String description, String label) {
    return new GatewayGroup.Profile(
        name,
        description,
        Map.of(label, "v".repeat(256)),
        ApisixVersion.NEWEST,
        ReferencePolicy.REFUSE);
  }

  private static void refused(Executable making) {
    Refusal refusal = assertThrows(RefusedException.class, making).refusal();
    assertFalse(assertInstanceOf(Refusal.Invalid.class, refusal).message().isBlank());
  }
}
