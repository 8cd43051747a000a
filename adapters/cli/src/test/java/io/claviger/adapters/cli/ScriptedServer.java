package io.claviger.adapters.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.claviger.adapters.cli.machine.Premises;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers over TLS what a test says, one after the other, and the last one again and again. */
public final class ScriptedServer implements AutoCloseable {
  private final HttpsServer server;
  private final SelfSigned pair;
  private final Path home;
  private final List<Answer> answers = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Optional<Path> log = Optional.empty();
  private String logged = "/";

  private record Answer(int status, byte[] body) {}

  private ScriptedServer(HttpsServer server, SelfSigned pair, Path home) {
    this.server = server;
    this.pair = pair;
    this.home = home;
  }

  public static ScriptedServer start(Path home) throws Exception {
    SelfSigned pair = SelfSigned.in(home);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(pair.context()));
    ScriptedServer scripted = new ScriptedServer(server, pair, home);
    server.createContext("/", scripted::handle);
    server.start();
    return scripted;
  }

  public ScriptedServer thenAnswers(int status, String body) {
    return thenAnswers(status, body.getBytes(StandardCharsets.UTF_8));
  }

  public synchronized ScriptedServer thenAnswers(int status, byte[] body) {
    answers.add(new Answer(status, body));
    return this;
  }

  /**
   * From now on it writes down what it is sent.
   *
   * @param address only to addresses that begin like this
   */
  public synchronized ScriptedServer thatLogs(String address, Path file) {
    logged = address;
    log = Optional.of(file);
    return this;
  }

  /** Such as {@code GET /healthz}. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** Calls a command, with a token, against this server. */
  public Called call(String... command) {
    return callAt("localhost", command);
  }

  /** Under another name than that of its certificate. */
  public Called callAt(String host, String... command) {
    return Called.with(this::premises, "", toServer(host, command));
  }

  /** At a terminal, where nothing is typed. */
  public Called callAttended(String... command) {
    return Called.typing(this::premises, List.of(), toServer("localhost", command));
  }

  private Premises premises() {
    return Called.premises(home, "cvg_token");
  }

  private String[] toServer(String host, String... command) {
    return Stream.concat(
            Stream.of(command),
            Stream.of(
                "--address",
                "https://" + host + ":" + server.getAddress().getPort(),
                "--ca-cert",
                pair.certificate().toString()))
        .toArray(String[]::new);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      byte[] sent = exchange.getRequestBody().readAllBytes();
      if (log.isPresent() && exchange.getRequestURI().getPath().startsWith(logged)) {
        Files.write(log.get(), sent, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
