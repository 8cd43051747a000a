package io.claviger.adapters.cli.server;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose certificate a control plane may show. There is no way to trust just anyone.
 *
 * @param source how that is called in an error
 */
record Trust(SSLContext context, String source) {
  private static final int MAX_BYTES = 1 << 20;

  /**
   * The file that the operator names; else, for an address of this machine, the certificate that
   * its control plane has in its data directory; else the authorities that the platform trusts.
   */
  static Trust of(Optional<Path> named, Path local, URI address) {
    if (named.isPresent()) {
      return new Trust(trusting(read(named.get())), named.get().toString());
    }
    if (isThisMachine(address.getHost()) && Files.isReadable(local)) {
      // The first is the control plane's own. What may follow signed others as well.
      return new Trust(trusting(List.of(read(local).iterator().next())), local.toString());
    }
    return new Trust(platform(), "the authorities that this machine trusts");
  }

  private static boolean isThisMachine(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Collection<? extends Certificate> read(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      byte[] bytes = pem.readNBytes(MAX_BYTES);
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | GeneralSecurityException e) {
      // Said below.
    }
    throw invalid(file + " cannot be read as PEM with a certificate; name another with --ca-cert");
  }

  private static SSLContext trusting(Collection<? extends Certificate> certificates) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext platform() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
