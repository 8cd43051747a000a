package io.claviger.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.shared.Secret;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacPrfTest {
  private static final HexFormat HEX = HexFormat.of();

  private final HmacPrf prf = new HmacPrf();

  /** RFC 4231, sections 4.2 to 4.5. */
  @ParameterizedTest
  @CsvSource({
    "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
        + " b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
        + " 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dddddddddddddddddddddddddddddddddddddddddddddddddd"
        + "dddddddddddddddddddddddddddddddddddddddddddddddddd,"
        + " 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    "0102030405060708090a0b0c0d0e0f10111213141516171819,"
        + " cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
        + "cdcdcdcdcdcdcdcd,"
        + " 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  })
  void macsAsRfc4231(String key, String data, String mac) {
    assertEquals(mac, HEX.formatHex(prf.hmac(Secret.of(HEX.parseHex(key)), HEX.parseHex(data))));
  }

  /** RFC 4231, sections 4.7 and 4.8. */
  @ParameterizedTest
  @CsvSource({
    "Test Using Larger Than Block-Size Key - Hash Key First,"
        + " 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    "This is a test using a larger than block-size key and a larger than block-size data. The key"
        + " needs to be hashed before being used by the HMAC algorithm.,"
        + " 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  })
  void macsUnderALongKeyAsRfc4231(String data, String mac) {
    Secret key = Secret.of(HEX.parseHex("aa".repeat(131)));
    assertEquals(mac, HEX.formatHex(prf.hmac(key, data.getBytes(US_ASCII))));
  }

  /** RFC 5869, appendix A.3, of whose 42 bytes the first 32 are the first block. */
  @Test
  void derivesAsRfc5869WithoutSalt() {
    Secret derived = prf.derive(Secret.of(HEX.parseHex("0b".repeat(22))), new byte[0]);
    assertEquals("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d", hex(derived));
  }

  @Test
  void derivesAsTheJdkDoes() throws Exception {
    KDF jdk = KDF.getInstance("HKDF-SHA256");
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] key = bytes(random, 1 + random.nextInt(100));
      byte[] info = bytes(random, random.nextInt(100));
      byte[] expected =
          jdk.deriveData(HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info, 32));
      assertEquals(HEX.formatHex(expected), hex(prf.derive(Secret.of(key), info)));
    }
  }

  @Test
  void macsTheConcatenationOfTheParts() {
    Secret key = Secret.ofText("key");
    assertArrayEquals(
        prf.hmac(key, "abc".getBytes(US_ASCII)),
        prf.hmac(key, "a".getBytes(US_ASCII), new byte[0], "bc".getBytes(US_ASCII)));
  }

  @Test
  void anEmptyKeyIsAKey() {
    assertEquals(
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad",
        HEX.formatHex(prf.hmac(Secret.ofText(""), new byte[0])));
  }

  private static String hex(Secret secret) {
    return secret.reveal(HEX::formatHex);
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
