package io.claviger.adapters.crypto.x509;

import static io.claviger.adapters.crypto.x509.TestPki.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.port.X509.Authority;
import io.claviger.application.port.X509.Issued;
import io.claviger.application.port.X509.Leaf;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BouncyX509Test {
  private static final Instant END = NOW.plus(Duration.ofDays(7));
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final BouncyX509 x509 = new BouncyX509(new SecureRandom());
  private final Issued root = x509.createAuthority("Claviger gateways", NOW);
  private final Authority authority = new Authority(root.leaf().certificatePem(), root.keyPem());
  private final SpiffeId identity =
      new SpiffeId(
          UUID.randomUUID(), Scope.of(UUID.randomUUID()), new InstanceId(UUID.randomUUID()));

  @Test
  void anAuthorityMaySignLeavesOnlyForTenYears() throws Exception {
    X509Certificate certificate = certificate(root.leaf());
    certificate.verify(certificate.getPublicKey());
    assertEquals(0, certificate.getBasicConstraints());
    assertUsage(certificate, 5, 6);
    assertNull(certificate.getExtendedKeyUsage());
    assertEquals(
        Set.of(Extension.basicConstraints.getId(), Extension.keyUsage.getId()),
        certificate.getCriticalExtensionOIDs());
    assertEquals("CN=Claviger gateways", certificate.getSubjectX500Principal().getName());
    assertEquals(Instant.parse("2036-03-01T12:00:00Z"), certificate.getNotAfter().toInstant());
  }

  @Test
  void aServersLeafHoldsForItsNamesOnly() throws Exception {
    List<String> names =
        List.of("cp.example.com", "*.example.com", "localhost", "127.0.0.1", "::1");
    Issued issued = x509.issueServer(authority, names, NOW, END);
    X509Certificate certificate = certificate(issued.leaf());
    assertValid(certificate);
    assertEquals("CN=cp.example.com", certificate.getSubjectX500Principal().getName());
    assertEquals(
        List.of("cp.example.com", "*.example.com", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"),
        certificate.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList());
    assertEquals(List.of(SERVER_AUTH), certificate.getExtendedKeyUsage());
    assertUsage(certificate, 0);
    assertEquals(-1, certificate.getBasicConstraints());
    assertBelongs(issued, certificate);
  }

  @Test
  void aSelfSignedLeafIsNoAuthority() throws Exception {
    Issued issued = x509.selfSigned(List.of("localhost"), NOW, END);
    X509Certificate certificate = certificate(issued.leaf());
    certificate.verify(certificate.getPublicKey());
    assertEquals(-1, certificate.getBasicConstraints());
    assertEquals(List.of(SERVER_AUTH), certificate.getExtendedKeyUsage());
    assertBelongs(issued, certificate);
  }

  @Test
  void anInstancesLeafHasItsIdentityAndNothingElse() throws Exception {
    Issued issued = x509.issueInstanceWithKey(authority, identity, NOW, END);
    X509Certificate certificate = certificate(issued.leaf());
    assertInstance(certificate);
    assertBelongs(issued, certificate);
  }

  @Test
  void ofARequestOnlyThePublicKeyIsTaken() throws Exception {
    var keys = TestPki.ec("secp256r1");
    byte[] csr =
        TestRequests.asking(
            keys,
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, "gateway")));
    X509Certificate certificate =
        certificate(x509.issueInstance(authority, csr, identity, NOW, END));
    assertInstance(certificate);
    assertEquals(keys.getPublic(), certificate.getPublicKey());
  }

  @Test
  void rsaRequestsAreServed() throws Exception {
    var keys = TestPki.rsa(2048);
    Leaf leaf = x509.issueInstance(authority, TestRequests.plain(keys), identity, NOW, END);
    assertInstance(certificate(leaf));
    assertEquals(keys.getPublic(), certificate(leaf).getPublicKey());
  }

  @Test
  void serialNumbersArePositiveAndDiffer() throws Exception {
    Set<String> serials = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Leaf leaf = x509.issueInstanceWithKey(authority, identity, NOW, END).leaf();
      X509Certificate certificate = certificate(leaf);
      assertEquals(1, certificate.getSerialNumber().signum());
      assertTrue(certificate.getSerialNumber().toByteArray().length <= 20);
      assertEquals(certificate.getSerialNumber().toString(16), leaf.serial());
      assertTrue(serials.add(leaf.serial()));
    }
  }

  @Test
  void theKeyHashIsThatOfTheSubjectPublicKeyInfo() throws Exception {
    Leaf leaf = root.leaf();
    byte[] key = certificate(leaf).getPublicKey().getEncoded();
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key)), leaf.keyHash());
  }

  @Test
  void theFingerprintIsAsBrowsersShowIt() throws Exception {
    String fingerprint = x509.fingerprint(root.leaf().certificatePem());
    byte[] der = certificate(root.leaf()).getEncoded();
    assertTrue(fingerprint.matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
    assertEquals(
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)),
        fingerprint.replace(":", "").toLowerCase(Locale.ROOT));
  }

  @Test
  void anAuthorityOfAnotherKeyDoesNotVerify() throws Exception {
    Issued other = x509.createAuthority("Claviger gateways", NOW);
    Leaf leaf =
        x509.issueInstanceWithKey(
                new Authority(other.leaf().certificatePem(), other.keyPem()), identity, NOW, END)
            .leaf();
    assertThrows(Exception.class, () -> assertValid(certificate(leaf)));
    assertNotEquals(root.leaf().keyHash(), other.leaf().keyHash());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "-a.example",
        "a..example",
        "example.",
        "a.*.example",
        "*",
        "1.2.3",
        "1.2.3.256",
        "0x7f.1",
        "::g",
        "fe80::1%eth0",
        "https://a.example",
        "a.example\nb.example",
        "user@a.example",
        "ü.example"
      })
  void whatIsNeitherANameNorAnAddressIsRefused(String name) {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> x509.selfSigned(List.of("localhost", name), NOW, END));
    assertInstanceOf(Refusal.Invalid.class, refused.refusal());
  }

  @Test
  void aCertificateThatEndsBeforeItBeginsIsNotMade() {
    List<String> names = List.of("localhost");
    assertThrows(IllegalArgumentException.class, () -> x509.selfSigned(names, END, NOW));
  }

  private void assertInstance(X509Certificate certificate) throws Exception {
    assertValid(certificate);
    assertEquals("CN=" + identity.instance(), certificate.getSubjectX500Principal().getName());
    assertEquals(
        List.of(List.of(6, identity.toString())),
        List.copyOf(certificate.getSubjectAlternativeNames()));
    assertEquals(List.of(CLIENT_AUTH), certificate.getExtendedKeyUsage());
    assertUsage(certificate, 0);
    assertEquals(-1, certificate.getBasicConstraints());
    assertEquals(NOW, certificate.getNotBefore().toInstant());
    assertEquals(END, certificate.getNotAfter().toInstant());
    assertEquals(
        Set.of(
            Extension.subjectKeyIdentifier.getId(),
            Extension.authorityKeyIdentifier.getId(),
            Extension.extendedKeyUsage.getId(),
            Extension.subjectAlternativeName.getId()),
        certificate.getNonCriticalExtensionOIDs());
  }

  private void assertValid(X509Certificate certificate) throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(certificate(root.leaf()), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW.plusSeconds(1)));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            parameters);
  }

  private static void assertUsage(X509Certificate certificate, int... bits) {
    Set<Integer> set = new HashSet<>();
    boolean[] usage = certificate.getKeyUsage();
    for (int i = 0; i < usage.length; i++) {
      if (usage[i]) {
        set.add(i);
      }
    }
    assertEquals(Arrays.stream(bits).boxed().collect(Collectors.toSet()), set);
  }

  private static void assertBelongs(Issued issued, X509Certificate certificate) {
    String pem = issued.keyPem().revealText();
    assertTrue(pem.startsWith("-----BEGIN PRIVATE KEY-----\n"));
    assertTrue(pem.endsWith("\n-----END PRIVATE KEY-----\n"));
    assertTrue(
        KeyPairs.belong(certificate.getPublicKey(), PrivateKeys.read("key", issued.keyPem())));
  }

  private static X509Certificate certificate(Leaf leaf) {
    return Certificates.read("leaf", leaf.certificatePem().getBytes(UTF_8)).getFirst();
  }
}
