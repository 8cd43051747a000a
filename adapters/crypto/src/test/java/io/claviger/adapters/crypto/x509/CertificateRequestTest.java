package io.claviger.adapters.crypto.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {
  private static final BigInteger F4 = BigInteger.valueOf(65537);
  private static final String NOT_ACCEPTED = "accepted are P-256 and RSA of 2048 to 4096 bits";

  @Test
  void aSignedRequestGivesItsKey() throws Exception {
    for (KeyPair keys : new KeyPair[] {TestPki.ec("secp256r1"), TestPki.rsa(2048)}) {
      PublicKey key = CertificateRequest.verifiedKey(TestRequests.plain(keys));
      assertArrayEquals(keys.getPublic().getEncoded(), key.getEncoded());
    }
  }

  @Test
  void aRequestSignedByAnotherKeyIsRefused() throws Exception {
    KeyPair keys = TestPki.ec("secp256r1");
    KeyPair others = TestPki.ec("secp256r1");
    KeyPair rsa = TestPki.rsa(2048);
    assertRefused(
        "not signed by its own key",
        TestRequests.signedBy(others.getPrivate(), keys, "SHA256withECDSA"));
    assertRefused(
        "not signed by its own key",
        TestRequests.signedBy(rsa.getPrivate(), keys, "SHA256withRSA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withRSA", "MD5withRSA"})
  void aRequestSignedWithABrokenHashIsRefused(String algorithm) throws Exception {
    KeyPair keys = TestPki.rsa(2048);
    assertRefused("must be signed with", TestRequests.signedBy(keys.getPrivate(), keys, algorithm));
  }

  /** The signature in these requests is no signature, and it is not what is complained about. */
  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2047, 4097, 8192, 16384})
  void anRsaKeyOfAnotherSizeIsRefusedBeforeItsSignatureIsVerified(int bits) throws Exception {
    assertRefused(NOT_ACCEPTED, TestRequests.rsaUnsigned(odd(bits), F4));
  }

  @Test
  void anRsaKeyOfAnAcceptedSizeComesAsFarAsItsSignature() throws Exception {
    assertRefused("not signed by its own key", TestRequests.rsaUnsigned(odd(2048), F4));
    assertRefused("not signed by its own key", TestRequests.rsaUnsigned(odd(4096), F4));
  }

  @Test
  void anRsaExponentThatIsNotSaneIsRefused() throws Exception {
    BigInteger modulus = odd(2048);
    for (BigInteger exponent :
        new BigInteger[] {
          BigInteger.valueOf(-65537),
          BigInteger.ZERO,
          BigInteger.ONE,
          BigInteger.valueOf(3),
          BigInteger.valueOf(65538),
          BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE),
          modulus.subtract(BigInteger.TWO)
        }) {
      assertRefused(NOT_ACCEPTED, TestRequests.rsaUnsigned(modulus, exponent));
    }
  }

  @Test
  void anRsaModulusThatIsNotSaneIsRefused() throws Exception {
    assertRefused(NOT_ACCEPTED, TestRequests.rsaUnsigned(odd(2048).clearBit(0), F4));
    assertRefused(NOT_ACCEPTED, TestRequests.rsaUnsigned(odd(2048).negate(), F4));
  }

  @Test
  void otherCurvesAndAlgorithmsAreRefused() throws Exception {
    assertRefused(NOT_ACCEPTED, TestRequests.plain(TestPki.ec("secp384r1")));
    assertRefused(NOT_ACCEPTED, TestRequests.plain(TestPki.ec("secp521r1")));
    assertRefused(NOT_ACCEPTED, TestRequests.plain(TestPki.ed25519()));
  }

  @Test
  void aPointThatIsNotOnTheCurveIsRefused() throws Exception {
    SubjectPublicKeyInfo key =
        SubjectPublicKeyInfo.getInstance(TestPki.ec("secp256r1").getPublic().getEncoded());
    byte[] point = key.getPublicKeyData().getBytes();
    point[64] ^= 1;
    for (byte[] bad :
        new byte[][] {point, {}, {0}, {4}, Arrays.copyOf(point, 64), compressed(key)}) {
      assertRefused(
          NOT_ACCEPTED, TestRequests.unsigned(new SubjectPublicKeyInfo(key.getAlgorithm(), bad)));
    }
  }

  @Test
  void whatIsNoRequestIsRefused() throws Exception {
    byte[] der = {0x30, 0};
    assertRefused("not PEM", new byte[0]);
    assertRefused("not PEM", "hello".getBytes(US_ASCII));
    assertRefused("not PEM", "-----BEGIN CERTIFICATE REQUEST-----\n".getBytes(US_ASCII));
    assertRefused("must be a", Pem.write("PRIVATE KEY", der));
    assertRefused("not PKCS#10", Pem.write("CERTIFICATE REQUEST", der));
    assertRefused("not PKCS#10", Pem.write("CERTIFICATE REQUEST", new byte[0]));
    assertRefused("more than 1", twice(TestRequests.plain(TestPki.ec("secp256r1"))));
    assertRefused("longer than 8192 bytes", new byte[8193]);
  }

  @Test
  void deeplyNestedStructuresAreRefused() throws Exception {
    byte[] nested = new byte[5900];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    assertRefused("not PKCS#10", Pem.write("CERTIFICATE REQUEST", nested));
    byte[] definite = {};
    while (definite.length < 5500) {
      definite = wrapped(definite);
    }
    assertRefused("not PKCS#10", Pem.write("CERTIFICATE REQUEST", definite));
  }

  @Test
  void everyFlippedBitIsRefusedOrLeavesTheKeyAsItIs() throws Exception {
    KeyPair keys = TestPki.ec("secp256r1");
    byte[] der = Pem.read("request", TestRequests.plain(keys), 8192, 1).getFirst().der();
    for (int bit = 0; bit < der.length * 8; bit++) {
      byte[] flipped = der.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        PublicKey key = CertificateRequest.verifiedKey(Pem.write("CERTIFICATE REQUEST", flipped));
        assertEquals(keys.getPublic(), key);
      } catch (RefusedException e) {
        assertInstanceOf(Refusal.Invalid.class, e.refusal());
      }
    }
  }

  private static void assertRefused(String message, byte[] csr) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> CertificateRequest.verifiedKey(csr));
    assertInstanceOf(Refusal.Invalid.class, refused.refusal());
    assertTrue(refused.refusal().message().contains(message), refused.refusal().message());
  }

  private static BigInteger odd(int bits) {
    return new BigInteger(bits, new Random(1)).setBit(0).setBit(bits - 1);
  }

  private static byte[] compressed(SubjectPublicKeyInfo key) {
    byte[] point = Arrays.copyOf(key.getPublicKeyData().getBytes(), 33);
    point[0] = 2;
    return point;
  }

  private static byte[] twice(byte[] bytes) {
    byte[] twice = Arrays.copyOf(bytes, bytes.length * 2);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return twice;
  }

  /** A sequence around it, with its length in two bytes. */
  private static byte[] wrapped(byte[] content) {
    byte[] sequence = new byte[content.length + 4];
    sequence[0] = 0x30;
    sequence[1] = (byte) 0x82;
    sequence[2] = (byte) (content.length >> 8);
    sequence[3] = (byte) content.length;
    System.arraycopy(content, 0, sequence, 4, content.length);
    return sequence;
  }
}
