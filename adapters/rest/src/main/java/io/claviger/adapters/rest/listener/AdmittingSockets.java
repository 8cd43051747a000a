package io.claviger.adapters.rest.listener;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS over a socket that was accepted, if there is a place for it. The handshake is not begun
 * here.
 */
final class AdmittingSockets extends SSLSocketFactory {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** TLS 1.3, and of TLS 1.2 only what has forward secrecy and authenticated encryption. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final Supplier<SSLSocketFactory> tls;
  private final Connections connections;
  private final String[] ciphers;

  AdmittingSockets(Supplier<SSLSocketFactory> tls, Connections connections) {
    this.tls = tls;
    this.connections = connections;
    List<String> known = List.of(tls.get().getSupportedCipherSuites());
    this.ciphers = CIPHERS.stream().filter(known::contains).toArray(String[]::new);
  }

  /** Closing what it returns closes the socket, whatever {@code autoClose} says. */
  @Override
  public Socket createSocket(Socket accepted, @Nullable InputStream consumed, boolean autoClose)
      throws IOException {
    Connection connection = connections.admit(accepted);
    SSLSocket secured = (SSLSocket) tls.get().createSocket(accepted, consumed, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(ciphers);
    parameters.setUseCipherSuitesOrder(true);
    secured.setSSLParameters(parameters);
    connection.securedBy(secured);
    return secured;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return ciphers.clone();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return ciphers.clone();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
    throw serversOnly();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw serversOnly();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw serversOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw serversOnly();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw serversOnly();
  }

  private static UnsupportedOperationException serversOnly() {
    return new UnsupportedOperationException("these are for connections that were accepted");
  }
}
