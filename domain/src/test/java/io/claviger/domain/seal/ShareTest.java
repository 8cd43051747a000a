package io.claviger.domain.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.Texts;
import io.claviger.domain.shared.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
  private static final String GOLDEN =
      "cvgs1_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_o3Mni5_N";

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void theTextIsThePublishedForm() {
    byte[] value = new byte[32];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    Share share = new Share(10, Secret.of(value));
    assertEquals(GOLDEN, share.text().revealText());
    assertEquals(
        "a6f5f878ecd27d4a0b255ad62b622d957d5ce78dbab3d8b72ac975612b050385",
        HexFormat.of().formatHex(share.hash()));
  }

  @Test
  void whatIsHandedOutReadsBack() {
    for (int position = 1; position <= 255; position++) {
      Share share = share(position);
      Share read = Share.parse(share.text()).orElseThrow();
      assertEquals(position, read.position());
      assertTrue(share.value().sameAs(read.value()));
      assertTrue(Arrays.equals(share.hash(), read.hash()));
    }
  }

  @Test
  void everyChangedCharacterIsRefused() {
    Texts.withOneCharacterChanged(GOLDEN)
        .forEach(changed -> assertTrue(Share.parse(Secret.ofText(changed)).isEmpty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cvgs1_",
        "cvgs1_00_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_AAAAAAAA",
        "cvgs2_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_o3Mni5_N",
        "cvgs1_0A_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_o3Mni5_N",
        "cvgs1_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9_o3Mni5_N",
        "cvgs1_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=o3Mni5_N",
        " cvgs1_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_o3Mni5_",
        "cvgs1_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_o3Mni5_N\n",
        "cvgs1_\u00e9_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_o3Mni5_N"
      })
  void otherTextsAreNoShares(String text) {
    assertTrue(Share.parse(Secret.ofText(text)).isEmpty());
  }

  @Test
  void hashesDifferByPositionAndValue() {
    Share share = share(1);
    Share moved = new Share(2, share.value());
    assertFalse(Arrays.equals(share.hash(), moved.hash()));
    assertFalse(Arrays.equals(share.hash(), share(1).hash()));
  }

  @Test
  void aShareIsNotPrinted() {
    Share share = share(3);
    String value = share.value().reveal(HexFormat.of()::formatHex);
    assertFalse(share.toString().contains(value));
    assertTrue(share.toString().contains("redacted"));
  }

  private Share share(int position) {
    byte[] value = new byte[32];
    random.nextBytes(value);
    return new Share(position, Secret.of(value));
  }
}
