package io.claviger.domain.credential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.Texts;
import io.claviger.domain.shared.Secret;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {
  private static final TokenId ID = new TokenId("0123456789abcdef");
  private static final byte[] SECRET = HexFormat.of().parseHex("fbff".repeat(16));
  private static final byte[] MAC =
      HexFormat.of().parseHex("a7401400987b15311d3b956a0c57535650dfd3a57c8100d81fd7f614f0b565fd");

  /** Made with another program. Its secret holds both of base64url's own characters. */
  private static final String GOLDEN =
      "cvg_0123456789abcdef_-__7__v_-__7__v_-__7__v_-__7__v_-__7__v_-_8_p0AUAJh7";

  @Test
  void tokenIsThePublishedFormat() {
    assertEquals(GOLDEN, TokenText.of(ID, secret(), MAC).reveal().revealText());
    TokenText read = TokenText.parse(GOLDEN).orElseThrow();
    assertEquals(ID, read.id());
    assertTrue(read.secret().sameAs(secret()));
    assertTrue(read.hasTag(MAC));
  }

  @Test
  void tagIsOverTheIdAndTheSecret() {
    assertEquals(
        "00000011636c6176696765722f746f6b656e2f763100000010303132333435363738396162636465660000"
            + "0020"
            + "fbff".repeat(16),
        HexFormat.of().formatHex(TokenText.authenticated(ID, secret())));
  }

  @Test
  void printedTokensReadBack() {
    SplittableRandom random = new SplittableRandom(10);
    for (int i = 0; i < 5_000; i++) {
      byte[] secret = new byte[TokenText.SECRET_BYTES];
      byte[] mac = new byte[32];
      random.nextBytes(secret);
      random.nextBytes(mac);
      TokenId id = new TokenId(HexFormat.of().toHexDigits(random.nextLong()));
      String text = TokenText.of(id, Secret.of(secret), mac).reveal().revealText();
      TokenText read = TokenText.parse(text).orElseThrow();
      assertEquals(id, read.id());
      read.secret().revealTo(bytes -> assertArrayEquals(secret, bytes));
      assertTrue(read.hasTag(mac));
    }
  }

  @Test
  void everyChangedCharacterMakesAnotherToken() {
    Texts.withOneCharacterChanged(GOLDEN)
        .map(TokenText::parse)
        .flatMap(Optional::stream)
        .forEach(
            read ->
                assertFalse(
                    read.id().equals(ID) && read.secret().sameAs(secret()) && read.hasTag(MAC)));
  }

  @Test
  void everyBitOfTheTagCounts() {
    TokenText token = TokenText.parse(GOLDEN).orElseThrow();
    for (int bit = 0; bit < 48; bit++) {
      byte[] flipped = MAC.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(token.hasTag(flipped));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cvg_",
        "CVG_0123456789abcdef_-__7__v_-__7__v_-__7__v_-__7__v_-__7__v_-_8_p0AUAJh7",
        "cvg_0123456789ABCDEF_-__7__v_-__7__v_-__7__v_-__7__v_-__7__v_-_8_p0AUAJh7",
        "cvg_0123456789abcdef_-__7__v_-__7__v_-__7__v_-__7__v_-__7__v_-_9_p0AUAJh7", // loose bits
        "cvg_0123456789abcdef_-__7__v_-__7__v_-__7__v_-__7__v_-__7__v_-_8_p0AUAJh7 ",
        "cvg_0123456789abcdef_-__7__v_-__7__v_-__7__v_-__7__v_-__7__v_-_8_p0AUAJh",
        "cvg_0123456789abcdef_+//7//v/+//7//v/+//7//v/+//7//v/+//7//v/+/8_p0AUAJh7"
      })
  void otherTextsAreNoTokens(String text) {
    assertTrue(TokenText.parse(text).isEmpty());
  }

  @Test
  void aTokenIsMadeOfAWholeSecretAndAWholeTagOnly() {
    assertThrows(
        IllegalArgumentException.class, () -> TokenText.of(ID, Secret.of(new byte[31]), MAC));
    assertThrows(
        IllegalArgumentException.class, () -> TokenText.of(ID, Secret.of(new byte[33]), MAC));
    assertThrows(IllegalArgumentException.class, () -> TokenText.of(ID, secret(), new byte[5]));
    TokenText zeros = TokenText.of(ID, secret(), new byte[6]);
    assertThrows(IllegalArgumentException.class, () -> zeros.hasTag(new byte[5]));
  }

  @Test
  void textOfATokenHoldsNoSecret() {
    assertEquals(
        "TokenText[0123456789abcdef, redacted]", TokenText.of(ID, secret(), MAC).toString());
  }

  @Test
  void closingWipesTheSecret() {
    byte[] bytes = SECRET.clone();
    TokenText.of(ID, Secret.of(bytes), MAC).close();
    assertArrayEquals(new byte[TokenText.SECRET_BYTES], bytes);
  }

  private static Secret secret() {
    return Secret.of(SECRET.clone());
  }
}
