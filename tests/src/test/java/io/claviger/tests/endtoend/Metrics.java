package io.claviger.tests.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the metrics of a running program as Prometheus does. */
record Metrics(int port) {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  String page() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /**
   * Of the sample with this label value; without a label if that is empty.
   *
   * @return not a number if there is no such sample
   */
  double value(String name, String label) {
    String labels = label.isEmpty() ? "" : "\\{[a-z_]+=\"" + Pattern.quote(label) + "\",?\\}";
    Matcher sample = Pattern.compile("(?m)^" + name + labels + " (\\S+)$").matcher(page());
    return sample.find() ? Double.parseDouble(sample.group(1)) : Double.NaN;
  }

  /** Waits until it has a value. */
  void await(String name, String label, double expected) {
    Instant limit = Instant.now().plus(LIMIT);
    while (value(name, label) != expected) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(
            name + " of " + label + " is " + value(name, label) + ", not " + expected);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
