package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.Texts;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedValueTest {
  private static final String GOLDEN = "cvg1.00112233445566ff.-Pn6-_z9_v8AAQIDBAUGBw";

  @Test
  void sealedValueIsThePublishedFormat() {
    SealedValue value = SealedValue.parse(GOLDEN);
    assertEquals(new KeyId("00112233445566ff"), value.key());
    assertEquals("f8f9fafbfcfdfeff0001020304050607", HexFormat.of().formatHex(value.body()));
    assertEquals(GOLDEN, value.toString());
  }

  @Test
  void printedValuesReadBack() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 5_000; i++) {
      byte[] body = new byte[1 + random.nextInt(100)];
      random.nextBytes(body);
      SealedValue value =
          new SealedValue(new KeyId(HexFormat.of().toHexDigits(random.nextLong())), body);
      SealedValue read = SealedValue.parse(value.toString());
      assertEquals(value, read);
      assertEquals(value.hashCode(), read.hashCode());
    }
  }

  @Test
  void everyChangedCharacterIsRefusedOrAnotherValue() {
    SealedValue golden = SealedValue.parse(GOLDEN);
    Texts.withOneCharacterChanged(GOLDEN)
        .forEach(
            changed -> {
              SealedValue read;
              try {
                read = SealedValue.parse(changed);
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
        "cvg1.",
        "cvg1.00112233445566ff.",
        "cvg0.00112233445566ff.-Pn6",
        "cvg2.00112233445566ff.-Pn6",
        "cvg.00112233445566ff.-Pn6",
        "CVG1.00112233445566ff.-Pn6",
        "cvg1.00112233445566FF.-Pn6",
        "cvg1.00112233445566f.-Pn6",
        "cvg1.00112233445566ff0.-Pn6",
        "cvg1.00112233445566ff.-Pn6\n",
        " cvg1.00112233445566ff.-Pn6",
        "cvg1.00112233445566ff.+Pn6", // standard base64
        "cvg1.00112233445566ff.-Pn6_w==", // padded
        "cvg1.00112233445566ff.-Pn6_x", // the last bits are not zero
        "cvg1.00112233445566ff.-Pn6_", // an incomplete byte
        "cvg1.00112233445566ff.-Pn6.-Pn6"
      })
  void otherTextsAreNoSealedValues(String text) {
    assertThrows(IllegalArgumentException.class, () -> SealedValue.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00112233445566f", "00112233445566FF", "00112233445566ff\n"})
  void keyIdsAreSixteenLowerCaseHexDigits(String text) {
    assertThrows(IllegalArgumentException.class, () -> new KeyId(text));
  }
}
