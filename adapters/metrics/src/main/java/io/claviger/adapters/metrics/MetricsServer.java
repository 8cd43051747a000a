package io.claviger.adapters.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The port of Prometheus: {@code GET /metrics} in plain HTTP/1.1, and nothing else. Nobody has to
 * log in, so it belongs on the loopback interface or on a network of its own.
 *
 * <p>Guarantees: threads, connections and waiting requests are bounded, and beyond the bound a
 * connection is closed; a request that takes more than ten seconds to arrive, or to be answered, is
 * cut off.
 */
public final class MetricsServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MetricsServer.class.getName());
  private static final int THREADS = 2;
  private static final int WAITING = 16;

  /** The JDK's server takes its limits from here, once, when the first one is created. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", "64");

  private final CollectorRegistry registry;
  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsServer(CollectorRegistry registry, HttpServer server, ExecutorService threads) {
    this.registry = registry;
    this.server = server;
    this.threads = threads;
  }

  /**
   * @param bind the loopback address, unless an operator says otherwise
   * @param port 0 for any free one
   * @throws java.net.BindException if the port is in use or the address is not of this machine
   */
  public static MetricsServer start(CollectorRegistry registry, InetAddress bind, int port)
      throws IOException {
    LIMITS.forEach((name, limit) -> System.getProperties().putIfAbsent(name, limit));
    HttpServer server = HttpServer.create(new InetSocketAddress(bind, port), 0);
    MetricsServer started = new MetricsServer(registry, server, threads());
    server.setExecutor(started.threads);
    server.createContext("/", started::handle);
    server.start();
    return started;
  }

  private static ExecutorService threads() {
    return new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING),
        Thread.ofPlatform().daemon().name("metrics-", 0).factory());
  }

  /** The port that is really bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        refuse(exchange, 404);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        refuse(exchange, 405);
      } else {
        answer(exchange);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a scrape failed", e);
      throw e;
    }
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String type = TextFormat.chooseContentType(exchange.getRequestHeaders().getFirst("Accept"));
    byte[] body = scrape(type);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Everything first: an answer that has begun could not say any more that it failed. */
  private byte[] scrape(String type) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (Writer writer = new OutputStreamWriter(body, StandardCharsets.UTF_8)) {
      TextFormat.writeFormat(type, writer, registry.metricFamilySamples());
    }
    return body.toByteArray();
  }
}
