package io.claviger.tests.harness;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a data-plane port, or whatever else speaks HTTP over TLS, with HTTP/1.1 by hand,
 * so that the borders of its chunks are seen. One thread at a time; {@link #close} from any.
 */
public final class DpSocket implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);
  private static final int SKIPPED_AT_ONCE = 65_536;

  private final DpEndpoint endpoint;
  private final SSLSocket socket;
  private final InputStream in;

  private DpSocket(DpEndpoint endpoint, SSLSocket socket) throws IOException {
    this.endpoint = endpoint;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** What came back as a whole. */
  public record Response(int status, Map<String, String> headers, String body) {}

  /**
   * @param limit for each read
   */
  public static DpSocket open(DpEndpoint endpoint, Duration limit) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()), (int) CONNECT_LIMIT.toMillis());
      plain.setTcpNoDelay(true);
      plain.setSoTimeout((int) limit.toMillis());
      SSLSocket socket =
          (SSLSocket)
              endpoint
                  .tls()
                  .getSocketFactory()
                  .createSocket(plain, endpoint.serverName(), endpoint.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new DpSocket(endpoint, socket);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  public Response get(String path) throws IOException {
    send("GET " + path, "");
    return response();
  }

  /** As lua-resty-http sends it: neither content type nor accept. */
  public Response post(String path, String body) throws IOException {
    send("POST " + path, "Content-Length: " + body.length() + "\r\n\r\n" + body);
    return response();
  }

  /**
   * @param header one more, name and value
   */
  public Response put(String path, String header, String body) throws IOException {
    send("PUT " + path, header + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    return response();
  }

  /** Sends a request and reads only the head of what comes back, for a stream. */
  public Response open(String path, String body) throws IOException {
    send("POST " + path, "Content-Length: " + body.length() + "\r\n\r\n" + body);
    return head();
  }

  private void send(String request, String rest) throws IOException {
    String message =
        request
            + " HTTP/1.1\r\nHost: "
            + endpoint.serverName()
            + ":"
            + endpoint.port()
            + "\r\nUser-Agent: claviger-harness\r\n"
            + (rest.isEmpty() ? "\r\n" : rest);
    socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** The rest of a response that ends: its head says how long it is, or it comes in chunks. */
  public Response body(Response head) throws IOException {
    if (head.headers().containsKey("transfer-encoding")) {
      StringBuilder whole = new StringBuilder();
      for (Optional<String> chunk = chunk(); chunk.isPresent(); chunk = chunk()) {
        whole.append(chunk.get());
      }
      return new Response(head.status(), head.headers(), whole.toString());
    }
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    return new Response(
        head.status(), head.headers(), new String(exactly(length), StandardCharsets.UTF_8));
  }

  /** As {@link #body}, but what comes is not kept. */
  public void skip(Response head) throws IOException {
    if (!head.headers().containsKey("transfer-encoding")) {
      skip(Integer.parseInt(head.headers().getOrDefault("content-length", "0")));
      return;
    }
    for (int size = size(); size > 0; size = size()) {
      skip(size);
      endOfChunk();
    }
    endOfChunk();
  }

  private void skip(int length) throws IOException {
    byte[] buffer = new byte[Math.min(length, SKIPPED_AT_ONCE)];
    for (int left = length; left > 0; ) {
      int read = in.read(buffer, 0, Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
    }
  }

  private Response response() throws IOException {
    return body(head());
  }

  private Response head() throws IOException {
    String status = line();
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return new Response(Integer.parseInt(status.split(" ", 3)[1]), headers, "");
  }

  /**
   * The next chunk of a stream.
   *
   * @return empty for the last chunk, which has no bytes
   * @throws EOFException if the connection ended without one
   */
  public Optional<String> chunk() throws IOException {
    int size = size();
    String chunk = new String(exactly(size), StandardCharsets.UTF_8);
    endOfChunk();
    return size == 0 ? Optional.empty() : Optional.of(chunk);
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private void endOfChunk() throws IOException {
    if (!line().isEmpty()) {
      throw new IOException("a chunk is longer than it says");
    }
  }

  /**
   * The next chunks of a stream up to one that ends with the end of a line, as APISIX reads them.
   *
   * @return empty for the last chunk, which has no bytes
   * @throws EOFException if the connection ended without one
   */
  public Optional<String> message() throws IOException {
    StringBuilder message = new StringBuilder();
    Optional<String> chunk = chunk();
    while (chunk.isPresent() && !chunk.get().endsWith("\n")) {
      message.append(chunk.get());
      chunk = chunk();
    }
    return chunk.map(last -> message.append(last).toString());
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
