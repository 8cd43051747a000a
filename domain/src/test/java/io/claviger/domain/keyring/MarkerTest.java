package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
  private static final byte[] MAC =
      HexFormat.of().parseHex("a7401400987b15311d3b956a0c57535650dfd3a57c8100d81fd7f614f0b565fd");

  @Test
  void markerIsTheMacsFirstSixteenBytes() {
    assertEquals("$sealed://p0AUAJh7FTEdO5VqDFdTVg", Marker.ofMac(MAC).toString());
  }

  @Test
  void everyBitOfTheFirstSixteenBytesCounts() {
    for (int bit = 0; bit < 128; bit++) {
      byte[] flipped = MAC.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertNotEquals(Marker.ofMac(MAC), Marker.ofMac(flipped));
    }
  }

  @Test
  void aShortMacMakesNoMarker() {
    assertThrows(IllegalArgumentException.class, () -> Marker.ofMac(new byte[15]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$sealed://",
        "$sealed://p0AUAJh7FTEdO5VqDFdTV",
        "$sealed://p0AUAJh7FTEdO5VqDFdTVgg",
        "$sealed://p0AUAJh7FTEdO5VqDFdTV=",
        "$sealed://p0AUAJh7FTEdO5VqDFdTV+",
        "$SEALED://p0AUAJh7FTEdO5VqDFdTVg",
        "$secret://p0AUAJh7FTEdO5VqDFdTVg",
        "$sealed://p0AUAJh7FTEdO5VqDFdTVg\n"
      })
  void otherTextsAreNoMarkers(String text) {
    assertThrows(IllegalArgumentException.class, () -> new Marker(text));
  }

  @Test
  void whatClaimsToBeAMarkerIsSeen() {
    assertTrue(Marker.looksLike("$sealed://p0AUAJh7FTEdO5VqDFdTVg"));
    assertTrue(Marker.looksLike("$sealed://"));
    assertTrue(Marker.looksLike("$SeAlEd://x"));
    assertFalse(Marker.looksLike("$sealed:/"));
    assertFalse(Marker.looksLike(" $sealed://"));
    assertFalse(Marker.looksLike("$secret://"));
  }
}
