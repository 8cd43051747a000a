package io.claviger.adapters.rest.listener;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsConfig;
import io.helidon.common.tls.TlsManager;
import io.helidon.common.tls.spi.TlsManagerProvider;
import io.helidon.config.Config;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/** Hands the guard's TLS to the server where its configuration names it as the manager of TLS. */
public final class GuardedTlsProvider implements TlsManagerProvider {
  @Override
  public String configKey() {
    return Guard.NAME;
  }

  @Override
  public TlsManager create(Config config, String name) {
    return new Given(name, Guard.offered().tls());
  }

  private record Given(String name, SSLContext sslContext) implements TlsManager {
    @Override
    public String type() {
      return Guard.NAME;
    }

    @Override
    public void init(TlsConfig tls) {
      // It is initialised.
    }

    @Override
    public void reload(Tls tls) {
      throw new UnsupportedOperationException("the context itself follows the certificate");
    }

    @Override
    public Optional<X509KeyManager> keyManager() {
      return Optional.empty();
    }

    @Override
    public Optional<X509TrustManager> trustManager() {
      return Optional.empty();
    }
  }
}
