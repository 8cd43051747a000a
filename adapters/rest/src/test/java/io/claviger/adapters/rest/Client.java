package io.claviger.adapters.rest;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Somebody who calls. */
final class Client {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final String[] headers;

  /**
   * @param headers a name, its value, a name, its value …, sent with every request
   */
  Client(int port, String... headers) {
    this.port = port;
    this.headers = headers;
  }

  Client with(String... others) {
    return new Client(port, others);
  }

  /**
   * @param body none where it is empty
   */
  HttpResponse<String> send(String method, String path, String body) {
    return send(
        method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, "");
  }

  static JsonObject json(HttpResponse<String> answer) {
    return StrictJson.object(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  static JsonObject value(HttpResponse<String> answer) {
    return json(answer).getJsonObject("value");
  }

  /** Sends a request line as it is, and returns the whole answer. */
  String raw(String requestLine, String... lines) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5000);
      String head =
          requestLine + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("", lines) + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] start = new byte[16_384];
      int length = socket.getInputStream().read(start);
      return new String(start, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
