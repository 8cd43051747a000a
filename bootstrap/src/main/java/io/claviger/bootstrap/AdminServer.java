package io.claviger.bootstrap;

import io.helidon.config.mp.MpConfigSources;
import io.helidon.microprofile.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.glassfish.jersey.server.ResourceConfig;

/** The admin port: the REST adapter on Helidon, behind TLS 1.3 or 1.2. */
final class AdminServer implements AutoCloseable {
  private final Server server;

  private AdminServer(Server server) {
    this.server = server;
  }

  static AdminServer start(String host, int port, AdminTls tls, ResourceConfig application) {
    Config config =
        ConfigProviderResolver.instance()
            .getBuilder()
            .withSources(
                MpConfigSources.create(
                    Map.ofEntries(
                        Map.entry("server.host", host),
                        Map.entry("server.port", Integer.toString(port)),
                        Map.entry(
                            "server.tls.private-key.pem.key.resource.path", tls.key().toString()),
                        Map.entry(
                            "server.tls.private-key.pem.cert-chain.resource.path",
                            tls.certificate().toString()),
                        Map.entry("server.tls.protocols.0", "TLSv1.3"),
                        Map.entry("server.tls.protocols.1", "TLSv1.2"),
                        Map.entry("server.protocols.http_1_1.max-headers-size", "16384"),
                        // Above the adapter's own limit, so that it is the adapter that answers.
                        Map.entry("server.max-payload-size", "8388608"),
                        Map.entry("server.idle-connection-timeout", "PT75S"),
                        Map.entry("metrics.enabled", "false"))))
            .build();
    Server server =
        Server.builder().config(config).host(host).port(port).resourceConfig(application).build();
    server.start();
    if (server.port() < 0) {
      throw new UncheckedIOException(whyNot(host, port));
    }
    return new AdminServer(server);
  }

  /** Helidon logs why a listener does not start, and goes on without it. */
  private static IOException whyNot(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return new IOException("the admin port does not listen, though " + probe + " can");
    } catch (IOException e) {
      return e;
    }
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
