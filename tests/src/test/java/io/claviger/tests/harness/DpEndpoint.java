package io.claviger.tests.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A data-plane port, and the certificate to come with. One of these may serve many data planes.
 *
 * @param serverName as in {@code deployment.etcd.tls.sni}: sent, and looked for in the server's
 *     certificate
 */
public record DpEndpoint(String host, int port, String serverName, SSLContext tls) {

  /** As {@code deployment.etcd} of a data plane names them: PEM, the key in PKCS#8. */
  public static DpEndpoint of(
      String host, int port, String certificatePem, String keyPem, String authorityPem) {
    return new DpEndpoint(host, port, "localhost", context(certificatePem, keyPem, authorityPem));
  }

  private static SSLContext context(String certificatePem, String keyPem, String authorityPem) {
    try {
      Collection<? extends Certificate> chain = certificates(certificatePem);
      KeyStore own = empty();
      own.setKeyEntry(
          "own",
          key(keyPem, chain.iterator().next().getPublicKey().getAlgorithm()),
          new char[0],
          chain.toArray(new Certificate[0]));
      KeyStore trusted = empty();
      for (Certificate authority : certificates(authorityPem)) {
        trusted.setCertificateEntry("authority" + trusted.size(), authority);
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, new char[0]);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the PEM texts do not work for TLS", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }
}
