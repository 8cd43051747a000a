package io.claviger.tests.harness;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks to the admin port as a person or a tool does. Immutable: logging in makes another. */
public final class AdminClient {
  private final HttpClient http;
  private final String base;
  private final Map<String, String> headers;

  private AdminClient(HttpClient http, String base, Map<String, String> headers) {
    this.http = http;
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** What was answered. */
  public record Answer(int status, String body, Map<String, String> headers) {
    public JsonObject json() {
      return StrictJson.parse(body).asJsonObject();
    }

    /** The member {@code value}. */
    public JsonObject value() {
      return json().getJsonObject("value");
    }

    /** Itself, if it has this status. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
      }
      return this;
    }
  }

  /**
   * @param certificate the one to trust, PEM
   */
  public static AdminClient of(int port, Path certificate) {
    HttpClient http =
        HttpClient.newBuilder()
            .sslContext(trusting(certificate))
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    return new AdminClient(http, "https://localhost:" + port, Map.of());
  }

  public AdminClient with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new AdminClient(http, base, more);
  }

  /** With a session's cookie. */
  public AdminClient logIn(String username, String password) {
    Answer answer = tryLogIn(username, password).expect(200);
    String cookie = answer.headers().getOrDefault("set-cookie", "");
    return with("Cookie", cookie.substring(0, cookie.indexOf(';'))).with("Origin", base);
  }

  public Answer tryLogIn(String username, String password) {
    return post(
        "/api/login",
        JsonTree.object().add("username", username).add("password", password).build());
  }

  /** With a token that this client makes. */
  public AdminClient withNewToken(String name) {
    JsonObject token =
        post("/api/tokens", JsonTree.object().add("name", name).build()).expect(201).value();
    return new AdminClient(http, base, Map.of("X-API-KEY", token.getString("token")));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public Answer get(String path) {
    return send("GET", path, new byte[0]);
  }

  public Answer delete(String path) {
    return send("DELETE", path, new byte[0]);
  }

  public Answer post(String path, JsonValue body) {
    return send("POST", path, bytes(body));
  }

  public Answer put(String path, JsonValue body) {
    return send("PUT", path, bytes(body));
  }

  public Answer put(String path, String body) {
    return send("PUT", path, body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer patch(String path, String body) {
    return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8));
  }

  public Answer send(String method, String path, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      Map<String, String> answered = new LinkedHashMap<>();
      response.headers().map().forEach((name, values) -> answered.put(name, values.getFirst()));
      return new Answer(response.statusCode(), response.body(), answered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(JsonValue body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What believes one certificate, PEM, and has none. */
  public static SSLContext trusting(Path certificate) {
    try (InputStream pem = Files.newInputStream(certificate)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
