package io.claviger.adapters.crypto.x509;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.security.KeyPair;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that asks for what a data plane does not get is refused, and told what that is. */
class RequestedExtensionsTest {
  private static final ASN1ObjectIdentifier REQUEST =
      PKCSObjectIdentifiers.pkcs_9_at_extensionRequest;

  /** {@code openssl req -new -subj /CN=dp} of OpenSSL 3.0 with the configuration of Debian. */
  private static final String OPENSSL =
      """
      -----BEGIN CERTIFICATE REQUEST-----
      MIHIMG8CAQAwDTELMAkGA1UEAwwCZHAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
      AATX0UmCaJytSAV1AulGzTNQYKLaZsvTMx4dXvWPuIePnAXs8MRnVe9QTIFna2aD
      ymARVO5hAkt2Q2VAASBELotIoAAwCgYIKoZIzj0EAwIDSQAwRgIhAK+zhbIpbEhW
      3/cbu9KncXqSRkNU0OoxV8w6M6INqHB4AiEAznI0g0tOZ+HBk9aWuNcwEpHrr41/
      h+11JwK+j9dd/ec=
      -----END CERTIFICATE REQUEST-----
      """;

  /** With -addext: its common name as a DNS name, digitalSignature, clientAuth, CA:FALSE. */
  private static final String ADDEXT =
      """
      -----BEGIN CERTIFICATE REQUEST-----
      MIIBNzCB3wIBADAdMRswGQYDVQQDDBJlZGdlLTEuZXhhbXBsZS5jb20wWTATBgcq
      hkjOPQIBBggqhkjOPQMBBwNCAATX0UmCaJytSAV1AulGzTNQYKLaZsvTMx4dXvWP
      uIePnAXs8MRnVe9QTIFna2aDymARVO5hAkt2Q2VAASBELotIoGAwXgYJKoZIhvcN
      AQkOMVEwTzAdBgNVHREEFjAUghJlZGdlLTEuZXhhbXBsZS5jb20wDgYDVR0PAQH/
      BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMAkGA1UdEwQCMAAwCgYIKoZIzj0E
      AwIDRwAwRAIgLrXni0lXl82FF89clhBrRh6rYDu6u22XHmqfPSIftSsCIEgBn1l9
      95rWQaB8/BnXkNm2K8Z4hxYcRw34bMUWOUGm
      -----END CERTIFICATE REQUEST-----
      """;

  private final KeyPair keys = TestPki.ec("secp256r1");

  RequestedExtensionsTest() throws Exception {}

  @ParameterizedTest
  @ValueSource(strings = {OPENSSL, ADDEXT})
  void whatOpensslMakesIsAccepted(String pem) {
    assertEquals("EC", CertificateRequest.verifiedKey(pem.getBytes(US_ASCII)).getAlgorithm());
  }

  @Test
  void whatADataPlaneGetsAnywayIsAccepted() throws Exception {
    accepted(Extension.basicConstraints, new BasicConstraints(false));
    accepted(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    accepted(Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    accepted(Extension.subjectKeyIdentifier, new DEROctetString(new byte[20]));
    accepted(Extension.subjectAlternativeName, names(dns("gateway"), dns("GATEWAY")));
  }

  @Test
  void attributesThatAreNoExtensionsAreAccepted() throws Exception {
    CertificateRequest.verifiedKey(
        TestRequests.with(
            keys,
            PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
            new DERPrintableString("anything")));
    CertificateRequest.verifiedKey(TestRequests.with(keys, REQUEST, new DERSequence()));
  }

  @Test
  void anAuthorityIsRefused() throws Exception {
    refused(
        "basicConstraints with CA:TRUE", Extension.basicConstraints, new BasicConstraints(true));
    refused("basicConstraints with CA:TRUE", Extension.basicConstraints, new BasicConstraints(0));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        KeyUsage.keyCertSign,
        KeyUsage.cRLSign,
        KeyUsage.keyEncipherment,
        KeyUsage.digitalSignature | KeyUsage.keyCertSign,
        KeyUsage.digitalSignature | KeyUsage.nonRepudiation,
        KeyUsage.decipherOnly
      })
  void anotherKeyUsageIsRefused(int usage) throws Exception {
    refused("keyUsage other than digitalSignature", Extension.keyUsage, new KeyUsage(usage));
  }

  @Test
  void anotherExtendedKeyUsageIsRefused() throws Exception {
    String wish = "extendedKeyUsage other than clientAuth";
    ASN1ObjectIdentifier id = Extension.extendedKeyUsage;
    refused(wish, id, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    refused(wish, id, new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage));
    refused(
        wish,
        id,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth}));
  }

  @Test
  void anotherNameThanTheCommonNameIsRefused() throws Exception {
    String wish = "subjectAlternativeName other than";
    for (GeneralName name :
        new GeneralName[] {
          dns("evil.example"),
          dns("gateway.example"),
          dns(""),
          new GeneralName(GeneralName.uniformResourceIdentifier, "gateway"),
          new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://evil.example/group"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
          new GeneralName(GeneralName.rfc822Name, "gateway"),
          new GeneralName(GeneralName.directoryName, "CN=gateway")
        }) {
      refused(wish, Extension.subjectAlternativeName, names(name));
      refused(wish, Extension.subjectAlternativeName, names(dns("gateway"), name));
    }
  }

  @Test
  void anExtensionThatNoDataPlaneGetsIsRefusedByItsIdentifier() throws Exception {
    refused("1.3.6.1.5.5.7.1.24", new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"), DERNull.INSTANCE);
    refused("2.5.29.30", Extension.nameConstraints, new DERSequence());
    refused("1.2.3.4", new ASN1ObjectIdentifier("1.2.3.4"), new DERUTF8String("evil.example"));
  }

  /** A second request for extensions, a second value of one, and the old attribute of Microsoft. */
  @Test
  void aWishIsFoundWhereverItStands() throws Exception {
    Extensions harmless = extensions(new BasicConstraints(false));
    Extensions greedy = extensions(new BasicConstraints(true));
    refused("CA:TRUE", TestRequests.with(keys, REQUEST, harmless, greedy));
    refused("CA:TRUE", TestRequests.with(keys, RequestedExtensions.MICROSOFT_REQUEST, greedy));
  }

  @Test
  void whatIsNoExtensionIsRefused() throws Exception {
    refused("not PKCS#10", TestRequests.with(keys, REQUEST, DERNull.INSTANCE));
    refused("not PKCS#10", Extension.basicConstraints, new DERUTF8String("no constraint"));
    refused("not PKCS#10", Extension.keyUsage, DERNull.INSTANCE);
    refused("not PKCS#10", Extension.subjectAlternativeName, DERNull.INSTANCE);
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static GeneralNames names(GeneralName... names) {
    return new GeneralNames(names);
  }

  private static Extensions extensions(BasicConstraints constraints) throws Exception {
    return new Extensions(
        new Extension(Extension.basicConstraints, true, constraints.getEncoded("DER")));
  }

  private void accepted(ASN1ObjectIdentifier extension, ASN1Encodable value) throws Exception {
    for (boolean critical : new boolean[] {false, true}) {
      assertEquals(
          keys.getPublic(),
          CertificateRequest.verifiedKey(TestRequests.asking(keys, extension, critical, value)));
    }
  }

  private void refused(String wish, ASN1ObjectIdentifier extension, ASN1Encodable value)
      throws Exception {
    for (boolean critical : new boolean[] {false, true}) {
      refused(wish, TestRequests.asking(keys, extension, critical, value));
    }
  }

  private static void refused(String wish, byte[] csr) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> CertificateRequest.verifiedKey(csr), wish);
    assertInstanceOf(Refusal.Invalid.class, refused.refusal());
    assertTrue(refused.refusal().message().contains(wish), refused.refusal().message());
    assertFalse(refused.refusal().message().contains("evil"), refused.refusal().message());
  }
}
