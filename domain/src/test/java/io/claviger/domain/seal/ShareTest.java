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
      "cvgs1_00c0ffee_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_A6vi2AIT";

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void theTextIsThePublishedForm() {
    byte[] value = new byte[32];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    Share share = new Share(0xc0ffee, 10, Secret.of(value));
    assertEquals(GOLDEN, share.text().revealText());
    assertEquals(
        "179b94579da3a0461ea52789a12d051ff96116937383a259ca5373cc403a0484",
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
        "cvgs1_00c0ffee_00_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_AAAAAAAA",
        "cvgs2_00c0ffee_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_A6vi2AIT",
        "cvgs1_00c0ffee_0A_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_A6vi2AIT",
        "cvgs1_00c0ffee_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9_A6vi2AIT",
        "cvgs1_00c0ffee_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=A6vi2AIT",
        " cvgs1_00c0ffee_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_A6vi2AI",
        "cvgs1_00c0ffee_0a_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_A6vi2AIT\n",
        "cvgs1_00c0ffee_\u00e9_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8_A6vi2AIT"
      })
  void otherTextsAreNoShares(String text) {
    assertTrue(Share.parse(Secret.ofText(text)).isEmpty());
  }

  @Test
  void hashesDifferByDealPositionAndValue() {
    Share share = share(1);
    Share moved = new Share(share.deal(), 2, share.value());
    Share dealtAnew = new Share(share.deal() + 1, 1, share.value());
    assertFalse(Arrays.equals(share.hash(), moved.hash()));
    assertFalse(Arrays.equals(share.hash(), dealtAnew.hash()));
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
    return new Share(random.nextInt(), position, Secret.of(value));
  }
}
