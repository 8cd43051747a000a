package io.claviger.adapters.cli.server;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A control plane, over HTTPS only. Nothing is sent to one whose certificate is not trusted for its
 * address, nor to where a redirection leads.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final int MAX_ANSWER = 1 << 24;

  private final URI address;
  private final Trust trust;
  private final Optional<Secret> token;
  private final HttpClient http;

  ControlPlane(URI address, Trust trust, Optional<Secret> token) {
    this.address = address;
    this.trust = trust;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .sslContext(trust.context())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  public URI address() {
    return address;
  }

  public boolean hasToken() {
    return token.isPresent();
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Answer post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  public Answer post(String path, JsonObject body) {
    return send("POST", path, json(body));
  }

  public Answer put(String path, JsonObject body) {
    return send("PUT", path, json(body));
  }

  public Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  private static BodyPublisher json(JsonObject body) {
    return BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Answer send(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_LIMIT).method(method, body);
    token.ifPresent(secret -> request.header("X-API-KEY", headerValue(secret)));
    try {
      return answer(
          http.send(
              request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER)));
    } catch (SSLHandshakeException e) {
      throw UnreachableException.untrusted(
          address
              + " was not trusted: its certificate is not vouched for by "
              + trust.source()
              + ", is for another name than this address, or has expired; name its certificate or"
              + " authority with --ca-cert, or its right name with --address");
    } catch (IOException e) {
      if (!method.equals("GET") && !neverArrived(e)) {
        throw UnreachableException.silent(
            "the answer of "
                + address
                + " was lost ("
                + e.getClass().getSimpleName()
                + "): what was asked for may have been done or not; look before you ask again");
      }
      throw UnreachableException.silent(
          "nothing answers at "
              + address
              + " ("
              + e.getClass().getSimpleName()
              + "); start the control plane, or name another with --address");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UnreachableException.silent("interrupted while " + address + " was asked");
    }
  }

  private static boolean neverArrived(IOException e) {
    return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
  }

  /** The header takes nothing but a string, and quotes one that it does not take. */
  private static String headerValue(Secret token) {
    String text = token.revealText();
    if (!text.matches("[!-~]+")) {
      throw invalid("the token has a character that no token has; it is one line of ASCII");
    }
    return text;
  }

  private static Answer answer(HttpResponse<byte[]> response) throws SSLPeerUnverifiedException {
    try {
      return new Answer(
          response.statusCode(),
          StrictJson.object(response.body()),
          response.headers().firstValue("Date").flatMap(ControlPlane::instant),
          (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0]);
    } catch (RefusedException e) {
      throw isNone();
    }
  }

  static RefusedException isNone() {
    return invalid("what answers there does not speak as a Claviger does; check --address");
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    token.ifPresent(Secret::close);
  }
}
