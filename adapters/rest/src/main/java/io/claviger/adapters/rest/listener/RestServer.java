package io.claviger.adapters.rest.listener;

import io.claviger.application.port.Telemetry;
import io.helidon.config.mp.MpConfigSources;
import io.helidon.microprofile.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.glassfish.jersey.server.ResourceConfig;

/**
 * The admin port: TLS 1.3 or 1.2, HTTP/1.1, and the application behind it, in Helidon MP, of which
 * there can be one at a time.
 *
 * <p>Guarantees: what reaches the application is well-formed; nothing that a peer does takes memory
 * or time without a bound, and as long as there are fewer sources than places, a source cannot take
 * the last place from another.
 */
public final class RestServer implements AutoCloseable {
  /** Above the application's own limit, so that it is the application that answers. */
  private static final int MAX_BODY = 4 * 1024 * 1024;

  private static final Duration STOP_PATIENCE = Duration.ofMillis(500);

  private final Server server;
  private final Connections connections;
  private final AtomicReference<SSLContext> tls;

  private RestServer(Server server, Connections connections, AtomicReference<SSLContext> tls) {
    this.server = server;
    this.connections = connections;
    this.tls = tls;
  }

  /**
   * Where to listen, and for whom.
   *
   * @param host the address to listen on
   * @param port 0 for any free one
   * @param trusted the proxies through which many come
   */
  public record Place(String host, int port, int maxConnections, Predicate<InetAddress> trusted) {}

  /**
   * Opens the port.
   *
   * @throws UncheckedIOException if the port cannot be opened
   */
  public static RestServer start(
      Place place, SSLContext tls, ResourceConfig application, Telemetry telemetry) {
    HeaderMappers.kept();
    Connections connections = new Connections(place.maxConnections(), place.trusted());
    AtomicReference<SSLContext> current = new AtomicReference<>(tls);
    Server server =
        Server.builder()
            .config(config())
            .host(place.host())
            .port(place.port())
            .resourceConfig(application)
            .build();
    new Guard(
            connections,
            AdmittingTls.over(current::get, connections),
            EarlyRefusals.handlers(telemetry))
        .offer();
    server.start();
    if (server.port() < 0) {
      server.stop();
      connections.close();
      throw new UncheckedIOException(whyNot(place));
    }
    return new RestServer(server, connections, current);
  }

  /** All of it: what is in the environment and on the class path does not configure the server. */
  private static Config config() {
    return ConfigProviderResolver.instance()
        .getBuilder()
        .withSources(
            MpConfigSources.create(
                Map.of(
                    "server.shutdown-grace-period",
                    STOP_PATIENCE.toString(),
                    "server.features.observe.enabled",
                    "false",
                    "server.tls.manager." + Guard.NAME + ".enabled",
                    "true",
                    // With sockets it asks for TLS for each connection, as it does not with
                    // channels.
                    "server.use-nio",
                    "false",
                    "server.protocols-discover-services",
                    "false",
                    "server.protocols." + Guard.NAME + ".enabled",
                    "true",
                    "server.max-payload-size",
                    Integer.toString(MAX_BODY),
                    "server.error-handling.include-entity",
                    "true")))
        .build();
  }

  /** The server logs why it does not start, and says nothing. */
  private static IOException whyNot(Place place) {
    try (ServerSocket probe =
        new ServerSocket(place.port(), 1, InetAddress.getByName(place.host()))) {
      return new IOException("the admin port does not listen, though " + probe + " can");
    } catch (IOException e) {
      return e;
    }
  }

  /** Answers new connections with this; those that are open stay as they are. */
  public void reload(SSLContext renewed) {
    tls.set(renewed);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Takes no further request, and gives those that are under way a moment to end. */
  @Override
  public void close() {
    try {
      server.stop();
    } finally {
      connections.close();
    }
  }
}
