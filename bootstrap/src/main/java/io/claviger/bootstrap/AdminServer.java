package io.claviger.bootstrap;

import io.claviger.adapters.rest.listener.RestServer;
import io.claviger.application.port.Telemetry;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import javax.net.ssl.SSLContext;
import org.glassfish.jersey.server.ResourceConfig;

/** Opens the admin port with the certificate of the data directory. */
final class AdminServer {
  private AdminServer() {}

  static RestServer start(
      Settings settings, AdminTls tls, ResourceConfig application, Telemetry telemetry) {
    return RestServer.start(
        new RestServer.Place(
            settings.bind(),
            settings.adminPort(),
            Descriptors.forAdminPort(),
            address ->
                settings.trustedProxies().stream().anyMatch(block -> block.contains(address))),
        context(tls),
        application,
        telemetry);
  }

  /** What {@link RestServer#reload} takes. */
  static SSLContext context(AdminTls tls) {
    Keys keys =
        Keys.builder()
            .pem(
                pem ->
                    pem.key(Resource.create(tls.key()))
                        .certChain(Resource.create(tls.certificate())))
            .build();
    return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build().sslContext();
  }
}
