package io.claviger.adapters.crypto.x509;

import static io.claviger.adapters.crypto.x509.TestPki.NOW;
import static io.claviger.adapters.crypto.x509.TestPki.leaf;
import static io.claviger.adapters.crypto.x509.TestPki.root;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BouncySslInspectorTest {
  private final BouncySslInspector inspector = new BouncySslInspector(InstantSource.fixed(NOW));
  private final KeyPair rootKeys;
  private final KeyPair keys;
  private final String rootPem;

  BouncySslInspectorTest() throws Exception {
    rootKeys = TestPki.ec("secp256r1");
    keys = TestPki.ec("secp256r1");
    rootPem = root("root", rootKeys).pem();
  }

  @Test
  void metadataTellsWhatTheCertificateIsFor() throws Exception {
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "a.example"),
              new GeneralName(GeneralName.dNSName, "*.b.example"),
              new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
              new GeneralName(GeneralName.rfc822Name, "a@example")
            });
    CertificateMetadata metadata =
        inspect(leaf("x", keys, "root", rootKeys).named(names).pem() + rootPem, pkcs8(keys));
    assertEquals(List.of("a.example", "*.b.example", "192.0.2.1"), metadata.names());
    assertEquals("CN=x", metadata.subject());
    assertEquals("CN=root", metadata.issuer());
    assertEquals("1a2b", metadata.serial());
    assertEquals("EC-P-256", metadata.keyAlgorithm());
    assertEquals(NOW.plusSeconds(86400), metadata.notAfter());
    assertEquals(NOW.minusSeconds(400 * 86400), metadata.notBefore());
    assertTrue(metadata.fingerprint().matches("[0-9a-f]{64}"));
  }

  @Test
  void withoutAlternativeNamesTheCommonNameCounts() throws Exception {
    assertEquals(
        List.of("a.example"),
        inspect(leaf("a.example", keys, "root", rootKeys).pem(), pkcs8(keys)).names());
  }

  @Test
  void keysAreReadInEveryForm() throws Exception {
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      KeyPair ec = TestPki.ec(curve);
      String certificate = leaf("a", ec, "root", rootKeys).pem();
      inspect(certificate, pem("EC PRIVATE KEY", TestPki.sec1(ec)));
      inspect(certificate, pkcs8(ec));
    }
    KeyPair rsa = TestPki.rsa(2048);
    String certificate = leaf("a", rsa, "root", rootKeys).pem();
    assertTrue(TestPki.pem(rsa.getPrivate()).startsWith("-----BEGIN RSA PRIVATE KEY-----"));
    assertEquals("RSA-2048", inspect(certificate, TestPki.pem(rsa.getPrivate())).keyAlgorithm());
    inspect(certificate, pkcs8(rsa));
    KeyPair ed = TestPki.ed25519();
    assertEquals(
        "Ed25519", inspect(leaf("a", ed, "root", rootKeys).pem(), pkcs8(ed)).keyAlgorithm());
  }

  @Test
  void textAroundTheBlocksAndOtherLineEndsAreSkipped() throws Exception {
    String chain = "Certificate:\n  Data: x\n" + leaf("a", keys, "root", rootKeys).pem() + rootPem;
    inspect(
        chain.replace("\n", "\r\n"),
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n"
            + "-----END EC PARAMETERS-----\n"
            + pem("EC PRIVATE KEY", TestPki.sec1(keys)));
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    String certificate = leaf("a", keys, "root", rootKeys).pem();
    assertRefused("does not belong", certificate, pkcs8(TestPki.ec("secp256r1")));
    assertRefused("does not belong", certificate, pkcs8(TestPki.ec("secp384r1")));
    assertRefused("does not belong", certificate, pkcs8(TestPki.rsa(2048)));
    assertRefused("does not belong", certificate + rootPem, pkcs8(rootKeys));
  }

  @Test
  void aChainInAnotherOrderIsRefused() throws Exception {
    KeyPair middle = TestPki.ec("secp256r1");
    String middlePem = leaf("middle", middle, "root", rootKeys).authority().pem();
    String leafPem = leaf("a", keys, "middle", middle).pem();
    inspect(leafPem + middlePem + rootPem, pkcs8(keys));
    assertRefused("does not sign", leafPem + rootPem + middlePem, pkcs8(keys));
    assertRefused("does not sign", leafPem + leafPem, pkcs8(keys));
  }

  @Test
  void aChainOfTheRightNamesAndAnotherKeyIsRefused() throws Exception {
    String impostor = root("root", TestPki.ec("secp256r1")).pem();
    assertRefused("does not sign", leaf("a", keys, "root", rootKeys).pem() + impostor, pkcs8(keys));
  }

  @Test
  void anExpiredCertificateAnywhereInTheChainIsRefused() throws Exception {
    String leafPem = leaf("a", keys, "root", rootKeys).pem();
    assertInvalid(
        "/cert, certificate 1 has expired",
        () -> inspector.refuseExpired("/cert", leaf("a", keys, "root", rootKeys).until(NOW).pem()));
    assertInvalid(
        "/cert, certificate 2 has expired",
        () ->
            inspector.refuseExpired(
                "/cert", leafPem + root("root", rootKeys).until(NOW.minusSeconds(1)).pem()));
    inspector.refuseExpired(
        "/cert", leaf("a", keys, "root", rootKeys).until(NOW.plusSeconds(1)).pem());
  }

  @Test
  void aWeakKeyIsRefused() throws Exception {
    KeyPair weak = TestPki.rsa(1024);
    assertRefused("not accepted", leaf("a", weak, "root", rootKeys).pem(), pkcs8(weak));
    assertRefused(
        "certificate 2 has a key that is not accepted",
        leaf("a", keys, "weak", weak).pem() + root("weak", weak).pem(),
        pkcs8(keys));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withRSA", "MD5withRSA"})
  void aSignatureWithABrokenHashIsRefusedButForARootsOwn(String algorithm) throws Exception {
    KeyPair rsa = TestPki.rsa(2048);
    String oldRoot = root("old", rsa).signedWith(algorithm).pem();
    assertRefused(
        "certificate 1 is signed with an algorithm that is not accepted",
        leaf("a", keys, "old", rsa).signedWith(algorithm).pem() + oldRoot,
        pkcs8(keys));
    inspect(leaf("a", keys, "old", rsa).pem() + oldRoot, pkcs8(keys));
  }

  @Test
  void anEncryptedKeyIsRefused() throws Exception {
    String certificate = leaf("a", keys, "root", rootKeys).pem();
    var encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
            .setPassword("secret".toCharArray())
            .setProvider(new BouncyCastleProvider())
            .build();
    String encrypted = TestPki.pem(new JcaPKCS8Generator(keys.getPrivate(), encryptor));
    assertRefused("is encrypted", certificate, encrypted);
    String legacy =
        TestPki.pem(keys.getPrivate())
            .replace("KEY-----\nM", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nM");
    assertRefused("an encrypted key", certificate, legacy);
  }

  @Test
  void whatIsNoPemIsRefused() throws Exception {
    String certificate = leaf("a", keys, "root", rootKeys).pem();
    String key = pkcs8(keys);
    for (String text : List.of("", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n", key)) {
      assertRefused("/cert", text, key);
    }
    for (String text : List.of("", "hello", certificate, key + key, key.substring(0, 100))) {
      assertRefused("the key of /cert", certificate, text);
    }
  }

  @Test
  void longTextsAreRefused() throws Exception {
    String certificate = leaf("a", keys, "root", rootKeys).pem();
    assertRefused("longer than 65536 bytes", " ".repeat(65_537), pkcs8(keys));
    assertRefused("more than 10 PEM blocks", certificate.repeat(11), pkcs8(keys));
    assertRefused("longer than 16384 bytes", certificate, " ".repeat(16_385));
  }

  /** Its other numbers would be computed with for minutes. */
  @Test
  void anRsaKeyWithNumbersOutOfProportionIsRefused() throws Exception {
    KeyPair rsa = TestPki.rsa(2048);
    var parts = (RSAPrivateCrtKey) rsa.getPrivate();
    RSAPrivateKey hostile =
        new RSAPrivateKey(
            parts.getModulus(),
            parts.getPublicExponent(),
            parts.getPrivateExponent(),
            BigInteger.ONE.shiftLeft(30_000).add(BigInteger.ONE),
            parts.getPrimeQ(),
            parts.getPrimeExponentP(),
            parts.getPrimeExponentQ(),
            parts.getCrtCoefficient());
    String pem = new String(Pem.write("RSA PRIVATE KEY", hostile.getEncoded()), US_ASCII);
    assertRefused("no sound RSA key", leaf("a", rsa, "root", rootKeys).pem(), pem);
  }

  @Test
  void aFlippedBitInAnyByteOfACertificateOrAKeyIsRefusedOrInspectedAndNothingElse()
      throws Exception {
    String certificate = leaf("a", keys, "root", rootKeys).pem() + rootPem;
    byte[] key = keys.getPrivate().getEncoded();
    for (int bit = 0; bit < key.length * 8; bit += 7) {
      inspectFlipped(certificate, pem("PRIVATE KEY", flipped(key, bit)));
    }
    byte[] leaf = leaf("a", keys, "root", rootKeys).certificate().getEncoded();
    for (int bit = 0; bit < leaf.length * 8; bit += 7) {
      inspectFlipped(pem("CERTIFICATE", flipped(leaf, bit)) + rootPem, pkcs8(keys));
    }
    byte[] root = root("root", rootKeys).certificate().getEncoded();
    String leafPem = pem("CERTIFICATE", leaf);
    for (int bit = 0; bit < root.length * 8; bit += 7) {
      inspectFlipped(leafPem + pem("CERTIFICATE", flipped(root, bit)), pkcs8(keys));
    }
  }

  @Test
  void anExpiredCertificateCanStillBeLookedInto() throws Exception {
    inspect(leaf("a", keys, "root", rootKeys).until(NOW).pem(), pkcs8(keys));
    inspector.inspectAuthorities("/client/ca", root("r", keys).until(NOW).pem());
  }

  @Test
  void messagesDoNotHoldWhatWasSent() throws Exception {
    String body = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=";
    String key = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    String certificate = leaf("a", keys, "root", rootKeys).pem();
    RefusedException refused =
        assertThrows(RefusedException.class, () -> inspect(certificate, key));
    assertFalse(refused.refusal().message().contains(body));
    assertFalse(refused.refusal().message().contains("ABCDEFGHIJKL"));
  }

  @Test
  void authoritiesAreCertificatesThatMaySign() throws Exception {
    inspector.inspectAuthorities("/client/ca", rootPem + rootPem);
    assertInvalid(
        "/client/ca, certificate 2 is not that of an authority",
        () ->
            inspector.inspectAuthorities(
                "/client/ca", rootPem + leaf("a", keys, "root", rootKeys).pem()));
    assertInvalid("not PEM", () -> inspector.inspectAuthorities("/client/ca", ""));
  }

  private void inspectFlipped(String chain, String key) {
    try {
      inspect(chain, key);
    } catch (RefusedException e) {
      assertInstanceOf(Refusal.Invalid.class, e.refusal());
    }
  }

  private CertificateMetadata inspect(String chain, String key) {
    return inspector.inspect("/cert", chain, Secret.ofText(key));
  }

  private void assertRefused(String message, String chain, String key) {
    assertInvalid(message, () -> inspect(chain, key));
  }

  private static void assertInvalid(String message, Executable executable) {
    RefusedException refused = assertThrows(RefusedException.class, executable);
    assertInstanceOf(Refusal.Invalid.class, refused.refusal());
    assertTrue(refused.refusal().message().contains(message), refused.refusal().message());
  }

  private static String pkcs8(KeyPair keys) {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static String pem(String label, byte[] der) {
    return new String(Pem.write(label, der), US_ASCII);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << bit % 8);
    return flipped;
  }
}
