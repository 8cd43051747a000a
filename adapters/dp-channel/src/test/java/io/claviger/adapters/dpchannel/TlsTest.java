package io.claviger.adapters.dpchannel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.shared.Scope;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  /** How a record begins that holds a ClientHello. */
  private static final byte[] HELLO_OF_512_BYTES = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

  private final Plant plant = new Plant(new Limits(40, 5, 256), Plant.QUICK);

  @AfterEach
  void close() {
    plant.close();
  }

  private void refusedInTheHandshake(Authority.Leaf leaf) {
    assertThrows(
        UncheckedIOException.class,
        () -> {
          try (EtcdClient client = plant.client(leaf)) {
            client.get("/version");
          }
        });
  }

  /** Each call is a 401 and ends the connection, and each is reported for the audit log. */
  private void unauthenticated(Authority.Leaf leaf) {
    int reported = plant.turnedAway.size();
    List<Function<EtcdClient, EtcdClient.Response>> calls =
        List.of(
            client -> client.get("/version"),
            client -> client.range("/apisix", "/apisiy"),
            client -> client.post("/v3/watch", EtcdClient.watchBody("1")),
            client -> client.get("/api/dataplane/wire_keyring"),
            client -> client.get("/nowhere"));
    for (Function<EtcdClient, EtcdClient.Response> call : calls) {
      try (EtcdClient client = plant.client(leaf)) {
        EtcdClient.Response response = call.apply(client);
        assertEquals(401, response.status());
        assertInstanceOf(JsonString.class, response.json().get("error"));
        assertEquals("close", response.headers().get("connection"));
        assertTrue(client.endsSoon());
      }
    }
    assertEquals(reported + calls.size(), plant.turnedAway.size());
  }

  private static Instant now() {
    return Instant.now().minusSeconds(60);
  }

  private String identity() {
    return plant.identity(plant.scope, plant.instance);
  }

  @Test
  void boringSslIsUsedWhereItLoads() {
    assertEquals(
        OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK, DpTls.fastest());
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            EtcdClient.context(Optional.empty(), plant.servers)
                .getSocketFactory()
                .createSocket("localhost", plant.server.port())) {
      socket.setSoTimeout(10_000);
      assertThrows(
          IOException.class,
          () -> {
            socket.getOutputStream().write("GET /version HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            if (socket.getInputStream().read() < 0) {
              throw new SSLException("closed");
            }
          });
    }
  }

  @Test
  void noProtocolIsChosenWhateverAClientOffers() throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            EtcdClient.context(Optional.of(plant.clients.client(identity())), plant.servers)
                .getSocketFactory()
                .createSocket("localhost", plant.server.port())) {
      SSLParameters offer = socket.getSSLParameters();
      offer.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(offer);
      socket.startHandshake();
      assertEquals("", socket.getApplicationProtocol());
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() {
    refusedInTheHandshake(new Authority("data planes").client(identity()));
    refusedInTheHandshake(plant.servers.client(identity()));
  }

  @Test
  void aClientIsToldWhatIsWrongWithItsCertificate() throws IOException {
    assumeTrue(OpenSsl.isAvailable());
    Authority stranger = new Authority("nobody");
    Instant past = Instant.now().minus(Duration.ofDays(2));
    assertEquals("unknown_ca", alertTo(stranger.selfSigned()));
    assertEquals("unknown_ca", alertTo(stranger.client(identity())));
    assertEquals(
        "certificate_expired",
        alertTo(plant.clients.leaf("EC", KeyPurposeId.id_kp_clientAuth, past, identity())));
    assertEquals(
        "bad_certificate",
        alertTo(plant.clients.leaf("EC", KeyPurposeId.id_kp_serverAuth, now(), identity())));
    // These say that our authority has signed them, which is not so.
    Authority namesake = new Authority("data planes");
    assertEquals("bad_certificate", alertTo(namesake.client(identity())));
    assertEquals("bad_certificate", alertTo(namesake.selfSigned()));
  }

  /**
   * The end of a connection may overtake the alert before it, so a client may have to ask again.
   */
  private String alertTo(Authority.Leaf leaf) throws IOException {
    for (int i = 0; i < 10; i++) {
      try (SSLSocket socket =
          (SSLSocket)
              EtcdClient.insisting(leaf, plant.servers)
                  .getSocketFactory()
                  .createSocket("localhost", plant.server.port())) {
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return "let in, and read " + socket.getInputStream().read();
      } catch (SSLException alert) {
        return requireNonNull(alert.getMessage()).replaceAll(".*Received fatal alert: ", "");
      } catch (SocketException reset) {
        // Again.
      }
    }
    return "reset";
  }

  @Test
  void anExpiredAnEarlyAndAServersCertificateAreRefused() {
    Duration days = Duration.ofDays(2);
    for (Authority.Leaf leaf :
        List.of(
            plant.clients.leaf(
                "EC", KeyPurposeId.id_kp_clientAuth, Instant.now().minus(days), identity()),
            plant.clients.leaf(
                "EC", KeyPurposeId.id_kp_clientAuth, Instant.now().plus(days), identity()),
            plant.clients.leaf("EC", KeyPurposeId.id_kp_serverAuth, now(), identity()))) {
      plant.register(plant.scope, plant.instance, leaf);
      refusedInTheHandshake(leaf);
    }
  }

  @Test
  void whoIsNotRegisteredGetsNothing() {
    unauthenticated(plant.clients.client(identity()));
    InstanceId stranger = new InstanceId(UUID.randomUUID());
    unauthenticated(plant.clients.client(plant.identity(plant.scope, stranger)));
    unauthenticated(
        plant.clients.client(plant.identity(Scope.of(UUID.randomUUID()), plant.instance)));
  }

  @Test
  void aCertificateMustNameOneInstanceAndNothingElse() {
    unauthenticated(plant.clients.leaf("EC", KeyPurposeId.id_kp_clientAuth, now()));
    unauthenticated(
        plant.clients.leaf(
            "EC", KeyPurposeId.id_kp_clientAuth, now(), identity(), "https://example.org/"));
    unauthenticated(
        plant.clients.leaf("EC", KeyPurposeId.id_kp_clientAuth, now(), identity() + "/x"));
  }

  @Test
  void rsaCertificatesWorkInBothVersionsOfTls() {
    InstanceId id = new InstanceId(UUID.randomUUID());
    Authority.Leaf leaf =
        plant.clients.leaf(
            "RSA", KeyPurposeId.id_kp_clientAuth, now(), plant.identity(plant.scope, id));
    plant.register(plant.scope, id, leaf);
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      try (EtcdClient client =
          EtcdClient.connect(plant.server.port(), leaf, plant.servers, protocol)) {
        assertEquals(200, client.get("/version").status());
        assertEquals(protocol, client.socket.getSession().getProtocol());
      }
    }
  }

  @Test
  void tls12WithoutForwardSecrecyOrAuthenticatedEncryptionIsRefused() throws IOException {
    try (SSLSocket socket = rawSocket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(
          new String[] {
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"
          });
      assertThrows(IOException.class, socket::startHandshake);
    }
  }

  @Test
  void aClientThatNamesNoServerIsServed() throws IOException {
    try (SSLSocket socket = rawSocket()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of());
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      socket.getOutputStream().write("GET /version HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      assertEquals('H', socket.getInputStream().read());
    }
  }

  private SSLSocket rawSocket() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            EtcdClient.context(Optional.of(plant.certificate), plant.servers)
                .getSocketFactory()
                .createSocket("localhost", plant.server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** A session that is resumed keeps the time of its creation. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void boringSslResumesNoSession(String protocol) throws IOException {
    assumeTrue(OpenSsl.isAvailable());
    SSLContext context = EtcdClient.context(Optional.of(plant.certificate), plant.servers);
    long first = sessionCreation(context, protocol);
    assertNotEquals(first, sessionCreation(context, protocol));
  }

  private long sessionCreation(SSLContext context, String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", plant.server.port())) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.getOutputStream().write("GET /version HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      assertEquals('H', socket.getInputStream().read());
      return socket.getSession().getCreationTime();
    }
  }

  @Test
  void aRenewedCertificateIsSeenByNewHandshakesAndOldConnectionsGoOn() throws SSLException {
    try (EtcdClient before = plant.client()) {
      before.get("/version");
      Authority.Leaf renewed = plant.servers.server();
      plant.server.renew(plant.material(renewed));
      try (EtcdClient after = plant.client()) {
        assertEquals(renewed.serial(), serial(after));
        assertNotEquals(renewed.serial(), serial(before));
        assertEquals(200, before.get("/version").status());
      }
      assertThrows(
          IllegalArgumentException.class,
          () ->
              plant.server.renew(
                  new TlsMaterial(
                      renewed.certificatePem(),
                      io.claviger.domain.shared.Secret.ofText("no key"),
                      plant.clients.pem())));
      try (EtcdClient after = plant.client()) {
        assertEquals(renewed.serial(), serial(after));
      }
    }
  }

  private static String serial(EtcdClient client) throws SSLException {
    return ((X509Certificate) client.socket.getSession().getPeerCertificates()[0])
        .getSerialNumber()
        .toString(16);
  }

  @Test
  void theJdksEngineKeepsTheSamePromises() {
    try (Plant jdk = new Plant(Limits.DEFAULT, Plant.QUICK, SslProvider.JDK, fresh -> {});
        EtcdClient client = jdk.client()) {
      assertEquals(200, client.range("/apisix", "/apisiy").status());
      assertThrows(
          UncheckedIOException.class,
          () -> {
            try (EtcdClient other =
                jdk.client(new Authority("x").client(jdk.identity(jdk.scope, jdk.instance)))) {
              other.get("/version");
            }
          });
    }
  }

  @Test
  void garbageAndSilenceAreCutOffAndOthersAreServed() throws IOException {
    List<Socket> strangers = new ArrayList<>();
    List<Drip> drips = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Socket socket = new Socket("localhost", plant.server.port());
      socket.setSoTimeout(10_000);
      switch (i % 3) {
        case 0 -> socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        case 1 -> {
          socket.getOutputStream().write(HELLO_OF_512_BYTES);
          drips.add(new Drip(socket, '\0'));
        }
        default -> {} // It is silent.
      }
      strangers.add(socket);
    }
    try (EtcdClient client = plant.client()) {
      assertEquals(200, client.get("/version").status());
    }
    for (Socket socket : strangers) {
      assertIsCutOff(socket);
    }
    drips.forEach(Drip::close);
  }

  private static void assertIsCutOff(Socket socket) throws IOException {
    try (socket) {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      // Cut off while it was still sending.
    }
  }

  @Test
  void aDatabaseThatIsDownIsUnavailableForStrangersAndNobodyElse() {
    try (EtcdClient client = plant.client()) {
      client.get("/version");
      plant.stored.down = true;
      assertEquals(200, client.range("/apisix", "/apisiy").status());
      InstanceId id = new InstanceId(UUID.randomUUID());
      try (EtcdClient other = plant.client(plant.clients.client(plant.identity(plant.scope, id)))) {
        EtcdClient.Response response = other.range("/apisix", "/apisiy");
        assertEquals(503, response.status());
        assertInstanceOf(JsonString.class, response.json().get("error"));
      }
    }
  }
}
