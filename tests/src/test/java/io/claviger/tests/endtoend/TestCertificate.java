package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.endtoend.Certificates.Leaf;
import io.claviger.tests.endtoend.Certificates.Pair;
import io.claviger.tests.endtoend.Certificates.Signer;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** A site's certificate and its key, PEM. */
public record TestCertificate(String certificate, String key) {
  private static final X500Principal AUTHORITY = new X500Principal("CN=Test Authority");

  public static TestCertificate of(String name) {
    return signed(leaf(name), Certificates.newKeys("secp256r1"));
  }

  static TestCertificate expired(String name) {
    return signed(
        leaf(name).during(Duration.ofDays(-2), Duration.ofDays(-1)),
        Certificates.newKeys("secp256r1"));
  }

  /** With RSA of 1024 bits. */
  static TestCertificate weak(String name) {
    return signed(leaf(name), CertificateRequests.keys("RSA", 1024));
  }

  private static Leaf leaf(String name) {
    return Leaf.of(Optional.of(KeyPurposeId.id_kp_serverAuth), Certificates.dns(name));
  }

  private static TestCertificate signed(Leaf leaf, KeyPair keys) {
    Signer signer = new Signer(AUTHORITY, Certificates.newKeys("secp256r1").getPrivate());
    Pair pair = Certificates.leaf(signer, leaf, keys);
    return new TestCertificate(pair.pem(), pair.keyPem());
  }

  /** An SSL resource for one server name. */
  public String ssl(String sni) {
    return JsonTree.object()
        .add("cert", certificate)
        .add("key", key)
        .add("snis", JsonTree.array().add(sni))
        .build()
        .toString();
  }
}
