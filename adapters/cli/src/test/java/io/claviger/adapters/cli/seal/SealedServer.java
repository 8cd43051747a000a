package io.claviger.adapters.cli.seal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.claviger.adapters.cli.SelfSigned;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A control plane that has a seal and nothing else, over real TLS. Its shares are {@code
 * cvgs1_share1}, {@code cvgs1_share2}, ….
 */
final class SealedServer implements AutoCloseable {
  static final String TOKEN = "cvg_of_the_tests";

  private final HttpsServer server;
  private final Path certificate;
  private final Set<String> given = new HashSet<>();
  private boolean initialized;
  private boolean sealed = true;
  private int shares;
  private int threshold;
  private String password = "";

  private SealedServer(HttpsServer server, Path certificate) {
    this.server = server;
    this.certificate = certificate;
  }

  /**
   * @param home keeps its certificate for the next one
   */
  static SealedServer start(Path home) throws Exception {
    SelfSigned pair = SelfSigned.in(home);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(pair.context()));
    SealedServer made = new SealedServer(server, pair.certificate());
    server.createContext("/", made::handle);
    server.start();
    return made;
  }

  String address() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  String certificate() {
    return certificate.toString();
  }

  synchronized boolean isSealed() {
    return sealed;
  }

  synchronized String password() {
    return password;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String route = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      switch (route) {
        case "GET /healthz" -> answer(exchange, 200, JsonTree.object().add("status", "ok").build());
        case "GET /readyz" ->
            answer(
                exchange,
                503,
                JsonTree.object().add("reasons", JsonTree.array().add("sealed")).build());
        case "GET /api/sys/seal-status" -> answer(exchange, 200, status());
        case "POST /api/sys/init" -> init(exchange, StrictJson.object(body));
        case "POST /api/sys/unseal" -> unseal(exchange, StrictJson.object(body));
        case "POST /api/sys/seal" -> seal(exchange);
        case "POST /api/sys/rotate-root" -> rotateRoot(exchange, StrictJson.object(body));
        default -> refuse(exchange, 404, "no such route");
      }
    }
  }

  private JsonObject status() {
    return value(
        JsonTree.object()
            .add("type", "shamir")
            .add("initialized", initialized)
            .add("sealed", sealed)
            .add("shares", shares)
            .add("threshold", threshold)
            .add("progress", given.size())
            .build());
  }

  private void init(HttpExchange exchange, JsonObject asked) throws IOException {
    initialized = true;
    shares = asked.getInt("shares");
    threshold = asked.getInt("threshold");
    password = asked.getString("bootstrap_password");
    if (asked.get("recipients") instanceof JsonArray recipients) {
      answer(exchange, 200, value(enclosed(recipients)));
      return;
    }
    JsonArrayBuilder made = JsonTree.array();
    for (int number = 1; number <= shares; number++) {
      made.add("cvgs1_share" + number);
    }
    answer(exchange, 200, value(JsonTree.object().add("shares", made).build()));
  }

  private static String lastLine(JsonString text) {
    return text.getString().lines().toList().getLast();
  }

  /** Envelopes that everybody can read. */
  private static JsonObject enclosed(JsonArray recipients) {
    JsonArrayBuilder made = JsonTree.array();
    for (JsonString recipient : recipients.getValuesAs(JsonString.class)) {
      made.add(
          JsonTree.object()
              .add("fingerprint", "of " + lastLine(recipient))
              .add("share", "BEGIN\nfor " + lastLine(recipient) + "\nEND\n"));
    }
    return JsonTree.object().add("encrypted_shares", made).build();
  }

  private void unseal(HttpExchange exchange, JsonObject asked) throws IOException {
    if (asked.getBoolean("reset", false)) {
      given.clear();
      answer(exchange, 200, status());
      return;
    }
    String share = asked.getString("share");
    if (!share.matches("cvgs1_share[1-" + shares + "]")) {
      refuse(exchange, 400, "share: is none\u001b[31m of this control plane");
      return;
    }
    given.add(share);
    if (given.size() >= threshold) {
      sealed = false;
      given.clear();
    }
    answer(exchange, 200, status());
  }

  private void seal(HttpExchange exchange) throws IOException {
    if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-API-KEY"))) {
      refuse(exchange, 401, "wrong token");
      return;
    }
    sealed = true;
    answer(exchange, 200, status());
  }

  /** Takes exactly the threshold of different shares. */
  private void rotateRoot(HttpExchange exchange, JsonObject asked) throws IOException {
    JsonArray current =
        asked.containsKey("current_shares")
            ? asked.getJsonArray("current_shares")
            : JsonTree.array().build();
    if (Set.copyOf(current).size() != threshold) {
      refuse(exchange, 400, "current_shares: fewer than it takes");
      return;
    }
    answer(exchange, 201, value(JsonTree.object().add("id", "0123456789abcdef").build()));
  }

  private static JsonObject value(JsonObject value) {
    return JsonTree.object().add("value", value).build();
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    answer(exchange, status, JsonTree.object().add("error_msg", why).build());
  }

  private static void answer(HttpExchange exchange, int status, JsonObject json)
      throws IOException {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
