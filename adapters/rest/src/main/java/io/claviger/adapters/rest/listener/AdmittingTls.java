package io.claviger.adapters.rest.listener;

import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A TLS context whose sockets come from {@link AdmittingSockets}: the one place where the server
 * hands a connection out before it waits for the peer.
 */
final class AdmittingTls extends SSLContext {
  private AdmittingTls(SSLContext tls, SSLSocketFactory sockets) {
    super(new Spi(tls, sockets), tls.getProvider(), tls.getProtocol());
  }

  /**
   * @param current the context for the next connection; all that it ever gives know the same
   *     protocols
   */
  static SSLContext over(Supplier<SSLContext> current, Connections connections) {
    return new AdmittingTls(
        current.get(), new AdmittingSockets(() -> current.get().getSocketFactory(), connections));
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext tls;
    private final SSLSocketFactory sockets;

    private Spi(SSLContext tls, SSLSocketFactory sockets) {
      this.tls = tls;
      this.sockets = sockets;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
      throw new UnsupportedOperationException("it is initialised");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return sockets;
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return tls.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return tls.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return tls.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return tls.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return tls.getClientSessionContext();
    }
  }
}
