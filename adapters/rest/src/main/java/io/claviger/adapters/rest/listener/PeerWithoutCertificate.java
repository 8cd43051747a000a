package io.claviger.adapters.rest.listener;

import io.helidon.common.socket.PeerInfo;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;

/**
 * Who is connected to a port that asks nobody for a certificate. The server asks for it at every
 * request, and the JDK answers with an exception.
 */
record PeerWithoutCertificate(PeerInfo peer) implements PeerInfo {
  @Override
  public SocketAddress address() {
    return peer.address();
  }

  @Override
  public String host() {
    return peer.host();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return Optional.empty();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return Optional.empty();
  }
}
