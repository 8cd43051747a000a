package io.claviger.tests.harness;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection to the admin port on which the bytes of a request are the test's own: no client
 * library mends or refuses them on the way.
 */
public final class RawHttp implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SSLSocket socket;
  private final InputStream in;

  private RawHttp(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * What came back.
   *
   * @param headers by their names in lower case
   */
  public record Reply(int status, Map<String, String> headers, String body) {
    public JsonObject json() {
      return StrictJson.parse(body).asJsonObject();
    }
  }

  public static RawHttp open(SSLContext tls, int port) throws IOException {
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout((int) LIMIT.toMillis());
    socket.startHandshake();
    return new RawHttp(socket);
  }

  /** A request whose every part is as given; the length of the body is not added. */
  public static byte[] request(String line, Map<String, String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(line).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /** A server may answer, and close, before it has read all of what is sent. */
  public Reply exchange(byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      return reply(e);
    }
    return reply(new EOFException("the connection ended without an answer"));
  }

  /** For HEAD, whose answer has the length of a body and no body. */
  public Reply head(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    socket.getOutputStream().flush();
    return replyHead(new EOFException("the connection ended without an answer"));
  }

  private Reply reply(IOException otherwise) throws IOException {
    Reply head = replyHead(otherwise);
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(head.status(), head.headers(), body);
  }

  private Reply replyHead(IOException otherwise) throws IOException {
    String status = line(otherwise);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(otherwise); !line.isEmpty(); line = line(otherwise)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return new Reply(Integer.parseInt(status.split(" ", 3)[1]), headers, "");
  }

  private String line(IOException otherwise) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw otherwise;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /**
   * Waits for the end of the connection.
   *
   * @return what came before it
   */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
