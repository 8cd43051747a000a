package io.claviger.tests.endtoend;

import io.claviger.domain.json.StrictJson;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A data plane whose key the control plane made.
 *
 * @param privateKey PEM, as it was shown this once
 */
record IssuedDataPlane(
    String certificate, String privateKey, String authority, DpEndpoint endpoint) {

  static IssuedDataPlane of(ClavigerProcess process, AdminClient admin, String group) {
    return of(process.dpPort(), admin, group);
  }

  static IssuedDataPlane of(int dpPort, AdminClient admin, String group) {
    JsonObject issued =
        admin
            .send(
                "POST",
                "/api/gateway_groups/" + group + "/dp_client_certificates",
                Json.of("{'name':'tests'}").getBytes(StandardCharsets.UTF_8))
            .expect(201)
            .value();
    return new IssuedDataPlane(
        issued.getString("certificate"),
        issued.getString("private_key"),
        issued.getString("ca_certificate"),
        dpPort);
  }

  private IssuedDataPlane(String certificate, String privateKey, String authority, int port) {
    this(
        certificate,
        privateKey,
        authority,
        DpEndpoint.of("127.0.0.1", port, certificate, privateKey, authority));
  }

  /** The same one, after the control plane has begun to listen elsewhere. */
  IssuedDataPlane at(int port) {
    return new IssuedDataPlane(certificate, privateKey, authority, port);
  }

  HttpResponse<String> send(String method, String target, String body) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(endpoint.tls())
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://localhost:" + endpoint.port() + target))
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Everything below {@code /apisix/}. */
  HttpResponse<String> range() {
    return send(
        "POST",
        "/v3/kv/range",
        Json.of("{'key':%s,'range_end':%s}", base64("/apisix/"), base64("/apisix0")));
  }

  List<String> wireKeyring() {
    HttpResponse<String> answer = send("GET", "/api/dataplane/wire_keyring", "");
    if (answer.statusCode() != 200) {
      throw new AssertionError("the wire keyring was refused with " + answer.statusCode());
    }
    return StrictJson.parse(answer.body())
        .asJsonObject()
        .getJsonObject("value")
        .getJsonArray("keyring")
        .getValuesAs(JsonString::getString);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
