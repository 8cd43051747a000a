package io.claviger.adapters.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** What this machine's control plane tells on its port for metrics. */
record ToldMetrics(int port) {
  private static final int DEFAULT_PORT = 7081;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 1 << 24;

  URI address() {
    return URI.create("http://127.0.0.1:" + (port == 0 ? DEFAULT_PORT : port) + "/metrics");
  }

  /** Empty if nothing answers. */
  Optional<String> text() {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      return Optional.of(
              client.send(
                  HttpRequest.newBuilder(address()).timeout(LIMIT).build(),
                  BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES)))
          .filter(answer -> answer.statusCode() == 200)
          .map(HttpResponse::body);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
