package io.claviger.adapters.dpchannel;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks certificates as the JDK does, and has BoringSSL tell the peer what is wrong with its own
 * (RFC 8446, section 6.2): {@code unknown_ca} where no authority leads to it, {@code
 * certificate_expired}, else {@code bad_certificate}. Left to itself, BoringSSL would call all but
 * the second an {@code internal_error} of this server.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  /** Of these Netty knows the alert. */
  private static final Set<CertPathValidatorException.Reason> KNOWN =
      Set.of(BasicReason.EXPIRED, BasicReason.NOT_YET_VALID, BasicReason.REVOKED);

  private final X509ExtendedTrustManager checks;

  ClientTrust(X509ExtendedTrustManager checks) {
    this.checks = checks;
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static void told(Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException refused) {
      Optional<CertPathValidatorException> invalid =
          cause(refused, CertPathValidatorException.class);
      if (invalid.map(CertPathValidatorException::getReason).filter(KNOWN::contains).isPresent()) {
        throw refused;
      }
      boolean unknown =
          invalid
              .map(found -> found.getReason() == PKIXReason.NO_TRUST_ANCHOR)
              .orElseGet(() -> cause(refused, CertPathBuilderException.class).isPresent());
      OpenSslCertificateException told =
          new OpenSslCertificateException(
              unknown
                  ? CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY
                  : CertificateVerifier.X509_V_ERR_CERT_REJECTED);
      told.initCause(refused);
      throw told;
    }
  }

  private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    told(() -> checks.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    told(() -> checks.checkClientTrusted(chain, authType, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    told(() -> checks.checkClientTrusted(chain, authType));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checks.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checks.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    checks.checkServerTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return checks.getAcceptedIssuers();
  }
}
