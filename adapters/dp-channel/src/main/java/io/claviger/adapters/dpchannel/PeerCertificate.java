package io.claviger.adapters.dpchannel;

import io.claviger.application.gateway.DataPlanes.Peer;
import io.claviger.domain.gateway.SpiffeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Who a verified client certificate says its bearer is. */
final class PeerCertificate {
  /** uniformResourceIdentifier in GeneralName (RFC 5280, section 4.2.1.6). */
  private static final Integer URI = 6;

  /** id-kp-clientAuth (RFC 5280, section 4.2.1.12). */
  private static final List<String> CLIENT_AUTH = List.of("1.3.6.1.5.5.7.3.2");

  private PeerCertificate() {}

  /**
   * Empty unless there is exactly one URI among its names, and that is an instance's; and unless it
   * is for clients alone: a handshake lets one in that is for any purpose, or says none.
   */
  static Optional<Peer> of(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? identity(certificate).map(identity -> peer(identity, certificate))
          : Optional.empty();
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return Optional.empty();
    }
  }

  private static Optional<SpiffeId> identity(X509Certificate certificate)
      throws CertificateParsingException {
    if (!CLIENT_AUTH.equals(certificate.getExtendedKeyUsage())) {
      return Optional.empty();
    }
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    List<String> uris =
        names == null
            ? List.of()
            : names.stream()
                .filter(name -> URI.equals(name.getFirst()))
                .map(name -> (String) name.get(1))
                .toList();
    return uris.size() == 1 ? SpiffeId.parse(uris.getFirst()) : Optional.empty();
  }

  private static Peer peer(SpiffeId identity, X509Certificate certificate) {
    return new Peer(
        identity,
        certificate.getSerialNumber().toString(16),
        HexFormat.of().formatHex(sha256(certificate.getPublicKey().getEncoded())));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
