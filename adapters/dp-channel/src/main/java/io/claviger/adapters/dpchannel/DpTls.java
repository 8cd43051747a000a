package io.claviger.adapters.dpchannel;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The TLS side of the port: BoringSSL where its library loads, the JDK elsewhere.
 *
 * <p>A client certificate is required in the handshake, and the JDK checks its chain, its validity
 * and its extended key usage. The name that a client asks for (SNI) is not looked at: the watches
 * of APISIX may send none.
 *
 * <p>Sessions are not resumed: a resumed one would carry a certificate whose chain was checked
 * under an authority that may be gone by now, and APISIX does not try. With the JDK's engine, which
 * cannot be told so for one port alone, they last a second.
 */
final class DpTls {
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

  private final SslProvider provider;
  private @Nullable SslContext current;

  DpTls(SslProvider provider) {
    this.provider = provider;
  }

  static SslProvider fastest() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
  }

  /** New handshakes see this from now on; what is connected stays. */
  void use(TlsMaterial material) {
    SslContext fresh = context(material);
    SslContext former;
    synchronized (this) {
      former = current;
      current = fresh;
    }
    ReferenceCountUtil.release(former);
  }

  private SslContext context(TlsMaterial material) {
    X509Certificate[] chain = PemFile.certificates(material.certificateChainPem());
    try {
      SslContext context =
          SslContextBuilder.forServer(
                  PemFile.privateKey(material.keyPem(), chain[0].getPublicKey().getAlgorithm()),
                  chain)
              .sslProvider(provider)
              .trustManager(trust(PemFile.certificates(material.authoritiesPem())))
              .clientAuth(ClientAuth.REQUIRE)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .sessionCacheSize(1)
              .sessionTimeout(1)
              .build();
      if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
        sessions.setSessionCacheEnabled(false);
      }
      return context;
    } catch (SSLException e) {
      throw new IllegalArgumentException("the certificate and the key do not work for TLS", e);
    }
  }

  private TrustManager trust(X509Certificate... authorities) {
    X509ExtendedTrustManager checks = jdkTrust(authorities);
    return provider == SslProvider.JDK ? checks : new ClientTrust(checks);
  }

  private static X509ExtendedTrustManager jdkTrust(X509Certificate... authorities) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < authorities.length; i++) {
        store.setCertificateEntry("authority " + i, authorities[i]);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform checks certificates by PKIX", e);
    }
  }

  /** The engine takes its own hold of the context, so a renewal does not pull it away. */
  synchronized SslHandler newHandler(ByteBufAllocator allocator) {
    if (current == null) {
      throw new IllegalStateException("no certificate yet");
    }
    SslHandler handler = current.newHandler(allocator);
    if (handler.engine() instanceof ReferenceCountedOpenSslEngine boring) {
      // Tickets are the only way to resume TLS 1.3, and cannot be left out for a whole context.
      SSL.setOptions(boring.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    return handler;
  }

  synchronized void close() {
    ReferenceCountUtil.release(current);
    current = null;
  }
}
