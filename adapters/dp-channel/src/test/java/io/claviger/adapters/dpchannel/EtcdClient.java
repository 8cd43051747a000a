package io.claviger.adapters.dpchannel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** A client that sees every byte: HTTP/1.1 by hand above a TLS socket. */
final class EtcdClient implements AutoCloseable {
  final SSLSocket socket;
  private final InputStream in;

  private EtcdClient(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  record Response(int status, Map<String, String> headers, byte[] body) {
    JsonObject json() {
      return StrictJson.object(body);
    }

    String text() {
      return new String(body, UTF_8);
    }
  }

  static EtcdClient connect(int port, Authority.Leaf leaf, Authority trusted) {
    return connect(port, leaf, trusted, "TLSv1.3");
  }

  static EtcdClient connect(int port, Authority.Leaf leaf, Authority trusted, String protocol) {
    return connect("127.0.0.1", port, leaf, trusted, protocol);
  }

  /**
   * @param source the client's own address, one of 127.0.0.0/8
   */
  static EtcdClient connect(
      String source, int port, Authority.Leaf leaf, Authority trusted, String protocol) {
    try {
      SSLSocket socket =
          (SSLSocket)
              context(Optional.of(leaf), trusted)
                  .getSocketFactory()
                  .createSocket(
                      InetAddress.ofLiteral("127.0.0.1"), port, InetAddress.ofLiteral(source), 0);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      return new EtcdClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SSLContext context(Optional<Authority.Leaf> leaf, Authority trusted) {
    try {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      if (leaf.isPresent()) {
        own.setKeyEntry(
            "leaf",
            leaf.get().keys().getPrivate(),
            new char[0],
            new Certificate[] {leaf.get().certificate()});
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trustManagers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As OpenSSL does, and not the JDK: with the certificate whoever the server would trust. */
  static SSLContext insisting(Authority.Leaf leaf, Authority trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new Insisting(leaf)}, trustManagers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Insisting(Authority.Leaf leaf) implements X509KeyManager {
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[] {"leaf"};
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      return "leaf";
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {leaf.certificate()};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return leaf.keys().getPrivate();
    }
  }

  private static TrustManager[] trustManagers(Authority trusted)
      throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("authority", trusted.certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(anchors);
    return trust.getTrustManagers();
  }

  void send(String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String message(String method, String path, String body) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: cp\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  Response get(String path) {
    send("GET " + path + " HTTP/1.1\r\nHost: cp\r\n\r\n");
    return response();
  }

  Response post(String path, String body) {
    send(message("POST", path, body));
    return response();
  }

  Response range(String from, String end) {
    return post("/v3/kv/range", rangeBody(from, end, ""));
  }

  /** The body as lua-resty-etcd sends it. */
  static String rangeBody(String from, String end, String more) {
    return "{\"key\":\""
        + base64(from)
        + "\","
        + (end.isEmpty() ? "" : "\"range_end\":\"" + base64(end) + "\",")
        + more
        + "\"limit\":0,\"revision\":0,\"sort_order\":0,\"sort_target\":0,\"serializable\":false,"
        + "\"keys_only\":false,\"count_only\":false,\"min_mod_revision\":0,"
        + "\"max_mod_revision\":0,\"min_create_revision\":0,\"max_create_revision\":0}";
  }

  static String watchBody(String start) {
    return "{\"create_request\":{\"start_revision\":"
        + start
        + ",\"key\":\"L2FwaXNpeC8=\",\"range_end\":\"L2FwaXNpeDA=\"}}";
  }

  /** Opens a watch of everything and reads the head of its response. */
  Response watch(String start) {
    send(message("POST", "/v3/watch", watchBody(start)));
    return head();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1));
  }

  Response response() {
    try {
      Response head = head();
      String length = head.headers().getOrDefault("content-length", "0");
      return new Response(head.status(), head.headers(), exactly(Integer.parseInt(length)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Response head() {
    try {
      String status = line();
      Map<String, String> headers = new HashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
      }
      return new Response(Integer.parseInt(status.split(" ", 3)[1]), headers, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One HTTP chunk; empty once the connection has ended without a last chunk. */
  Optional<String> chunk() {
    try {
      int size;
      try {
        size = Integer.parseInt(line(), 16);
      } catch (EOFException e) {
        return Optional.empty();
      }
      if (size == 0) {
        throw new AssertionError("the stream ended with a last chunk");
      }
      String chunk = new String(exactly(size), UTF_8);
      if (!line().isEmpty()) {
        throw new AssertionError("a chunk is longer than it says");
      }
      return Optional.of(chunk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next chunk's result that is not a sign of life. */
  JsonObject result() {
    while (true) {
      JsonObject result = message();
      if (!result.containsKey("created")) {
        return result;
      }
    }
  }

  /** One line, which no chunk of another one has any of. */
  JsonObject message() {
    StringBuilder line = new StringBuilder();
    do {
      line.append(chunk().orElseThrow(() -> new AssertionError("the stream has ended")));
    } while (line.charAt(line.length() - 1) != '\n');
    if (line.indexOf("\n") != line.length() - 1) {
      throw new AssertionError("not one line: " + line);
    }
    return StrictJson.parse(line.toString().trim()).asJsonObject().getJsonObject("result");
  }

  /** Whether the server closes, whatever it sends before. */
  boolean endsSoon() {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
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
