package io.claviger.adapters.crypto.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.claviger.application.port.Envelopes.Recipient;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that is enclosed for somebody is opened with that one's private key alone. */
class CmsEnvelopesTest {
  private static final String TEXT = "cvgs1_01_a-share-of-the-tests";
  private static final String WHERE = "recipients, number 2";

  private static List<KeyPair> keysOfEveryKind = List.of();

  private final CmsEnvelopes envelopes = new CmsEnvelopes();

  @BeforeAll
  static void makeKeys() throws Exception {
    keysOfEveryKind =
        List.of(
            TestPki.rsa(3072),
            TestPki.ec("secp256r1"),
            TestPki.ec("secp384r1"),
            TestPki.ec("secp521r1"));
  }

  private static String publicPem(PublicKey key) {
    return new String(Pem.write("PUBLIC KEY", key.getEncoded()), US_ASCII);
  }

  private String enclosed(KeyPair keys) {
    Recipient recipient = envelopes.recipient(WHERE, publicPem(keys.getPublic()));
    return envelopes.enclose(recipient, Secret.ofText(TEXT));
  }

  private static byte[] der(String envelope) {
    Pem.Block block = Pem.read("it", envelope.getBytes(UTF_8), 65_536, 1).getFirst();
    assertEquals("CMS", block.label());
    return block.der();
  }

  @Test
  void onlyThePrivateKeyOpensIt() throws Exception {
    for (KeyPair keys : keysOfEveryKind) {
      String envelope = enclosed(keys);
      assertFalse(new String(der(envelope), US_ASCII).contains(TEXT));
      assertEquals(
          TEXT, new String(Openings.byBouncyCastle(der(envelope), keys.getPrivate()), UTF_8));
    }
    byte[] envelope = der(enclosed(TestPki.ec("secp256r1")));
    assertThrows(
        Exception.class,
        () -> Openings.byBouncyCastle(envelope, TestPki.ec("secp256r1").getPrivate()));
  }

  @Test
  void opensslOpensItAsTheReadmeTells(@TempDir Path directory) throws Exception {
    assumeTrue(
        Openings.isOpensslThere(), "SKIPPED: no openssl 3 here; apt-get install openssl to run it");
    for (KeyPair keys : keysOfEveryKind) {
      assertEquals(
          TEXT,
          Openings.byOpenssl(directory, enclosed(keys), keys.getPrivate()),
          keys.getPublic().toString());
    }
  }

  @Test
  void whatWasChangedDoesNotOpen() throws Exception {
    KeyPair keys = TestPki.ec("secp256r1");
    byte[] envelope = der(enclosed(keys));
    // The content, and its tag at the end.
    for (int at : List.of(envelope.length - 1, envelope.length - 20)) {
      byte[] changed = envelope.clone();
      changed[at] ^= 1;
      assertThrows(
          Exception.class, () -> Openings.byBouncyCastle(changed, keys.getPrivate()), "at " + at);
    }
  }

  @Test
  void theSameSecretIsNeverEnclosedTheSameTwice() throws Exception {
    KeyPair keys = TestPki.ec("secp256r1");
    assertNotEquals(enclosed(keys), enclosed(keys));
  }

  @Test
  void ofACertificateOnlyTheKeyCounts() throws Exception {
    KeyPair keys = TestPki.ec("secp384r1");
    Recipient recipient =
        envelopes.recipient(WHERE, TestPki.root("long expired", keys).until(TestPki.NOW).pem());
    assertEquals(
        envelopes.recipient(WHERE, publicPem(keys.getPublic())).fingerprint(),
        recipient.fingerprint());
    assertTrue(recipient.fingerprint().matches("[0-9a-f]{64}"), recipient.fingerprint());
  }

  @Test
  void weakKeysAndSuchAsCannotEncryptAreRefused() throws Exception {
    List<PublicKey> refused = new ArrayList<>();
    refused.add(TestPki.rsa(2048).getPublic());
    refused.add(TestPki.ed25519().getPublic());
    refused.add(KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic());
    KeyPairGenerator three = KeyPairGenerator.getInstance("RSA");
    three.initialize(new RSAKeyGenParameterSpec(3072, BigInteger.valueOf(3)));
    refused.add(three.generateKeyPair().getPublic());
    for (PublicKey key : refused) {
      assertRefused("recipients, number 2 has a key that is not accepted", publicPem(key));
    }
  }

  @Test
  void whatIsNoPublicKeyIsRefusedAndNotRepeated() throws Exception {
    KeyPair keys = TestPki.ec("secp256r1");
    String secret = new String(Pem.write("PRIVATE KEY", keys.getPrivate().getEncoded()), US_ASCII);
    assertRefused("BEGIN PUBLIC KEY", secret);
    assertRefused("is not PEM", "");
    assertRefused("is not PEM", "hunter2");
    assertRefused("not accepted", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    assertRefused("more than 1 PEM", publicPem(keys.getPublic()) + publicPem(keys.getPublic()));
  }

  private void assertRefused(String why, String pem) {
    RefusedException thrown =
        assertThrows(RefusedException.class, () -> envelopes.recipient(WHERE, pem));
    String message = thrown.refusal().message();
    assertTrue(message.contains(why), message);
    assertTrue(message.contains(WHERE), message);
    assertFalse(message.contains("hunter2"), message);
  }
}
