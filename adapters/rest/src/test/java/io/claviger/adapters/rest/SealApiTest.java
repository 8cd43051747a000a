package io.claviger.adapters.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonString;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The seal where its key is in a file. */
class SealApiTest {
  private final TestControlPlane plane = new TestControlPlane(true);
  private final Client stranger = new Client(plane.port);

  @AfterEach
  void stop() {
    plane.close();
  }

  private HttpResponse<String> post(String path, String body) {
    return stranger.send("POST", "/api/sys/" + path, body);
  }

  @Test
  void anybodyMayKnowTheStatus() {
    assertEquals(
        "{\"value\":{\"type\":\"file\",\"initialized\":true,\"sealed\":false,\"shares\":0,"
            + "\"threshold\":0,\"progress\":0}}",
        stranger.get("/api/sys/seal-status").body());
  }

  @Test
  void anInstallationIsMadeOnce() {
    String body = "{\"shares\":3,\"threshold\":2,\"bootstrap_password\":\"a long passphrase 1\"}";
    assertEquals(409, post("init", body).statusCode());
    assertTrue(plane.unsealed);
  }

  @Test
  void whereTheSealIsAFileTheProgramMakesItsInstallationItself() {
    try (TestControlPlane file = new TestControlPlane(true, false)) {
      HttpResponse<String> answer =
          new Client(file.port)
              .send("POST", "/api/sys/init", counts(",\"bootstrap_password\":\"a passphrase 1\""));
      assertEquals(409, answer.statusCode());
      assertTrue(answer.body().contains("claviger.seal.type is not shamir"), answer.body());
      assertTrue(file.unsealed);
    }
  }

  @Test
  void forRecipientsTheAnswerHasNoPlainShare() {
    Client admin = TestLogin.withToken(plane);
    HttpResponse<String> answer =
        admin.send(
            "POST",
            "/api/sys/rekey/shares",
            "{\"shares\":2,\"threshold\":2,\"recipients\":[\"alice\",\"bob\"]}");
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals(
        "{\"value\":{\"encrypted_shares\":["
            + "{\"fingerprint\":\"fingerprint of alice\",\"share\":\"for the fingerprint of alice\"},"
            + "{\"fingerprint\":\"fingerprint of bob\",\"share\":\"for the fingerprint of bob\"}]}}",
        answer.body());
  }

  @Test
  void recipientsThatAreNotOneForEachShareAreRefusedByNumber() {
    Client admin = TestLogin.withToken(plane);
    Map.of(
            "[\"alice\"]", "there are 1 for 2 shares",
            "[\"alice\",\"bob\",\"carol\"]", "there are 3 for 2 shares",
            "[\"alice\",\"weak\"]", "recipients, number 2 is weak",
            "[\"alice\",\"alice\"]", "recipients, number 2 has the key of number 1",
            "\"alice\"", "recipients: expected an array",
            "[\"alice\",2]", "recipients: expected a string")
        .forEach(
            (recipients, why) -> {
              String body = "{\"shares\":2,\"threshold\":2,\"recipients\":" + recipients + "}";
              HttpResponse<String> answer = admin.send("POST", "/api/sys/rekey/shares", body);
              assertEquals(400, answer.statusCode(), recipients);
              assertTrue(answer.body().contains(why), answer.body());
            });
  }

  @Test
  void aSealWithoutSharesTakesNone() {
    String share = "cvgs1_01_" + "A".repeat(43) + "_" + "A".repeat(8);
    assertEquals(400, post("unseal", "{\"share\":\"" + share + "\"}").statusCode());
  }

  @Test
  void whatIsWrongIsSaidAndNotRepeated() {
    for (String body :
        List.of(
            "",
            "{}",
            "[]",
            "{\"share\":1}",
            "{\"share\":\"hunter2\"}",
            "{\"share\":\"hunter2\",\"more\":1}",
            "{\"reset\":\"hunter2\"}")) {
      HttpResponse<String> answer = post("unseal", body);
      assertEquals(400, answer.statusCode(), body);
      assertFalse(answer.body().contains("hunter2"), body);
    }
    for (String body :
        List.of(
            "{}",
            "{\"shares\":3,\"threshold\":2}",
            "{\"shares\":\"3\",\"threshold\":2,\"bootstrap_password\":\"a long passphrase 1\"}",
            "{\"shares\":300,\"threshold\":2,\"bootstrap_password\":\"a long passphrase 1\"}",
            "{\"shares\":1e9,\"threshold\":-2,\"bootstrap_password\":\"a long passphrase 1\"}")) {
      assertEquals(400, post("init", body).statusCode(), body);
    }
  }

  @Test
  void toSealAndToReplaceTheRootKeyTakesACredential() {
    for (String path : List.of("seal", "rotate-root")) {
      assertEquals(401, post(path, "{}").statusCode(), path);
    }
    assertTrue(plane.unsealed);
  }

  @Test
  void whoUnsealsAProcessThatCannotBeginLearnsThatItTakesAllTheSharesAgain() {
    Client admin = TestLogin.withToken(plane);
    String share =
        JsonTree.string(made(admin.send("POST", "/api/sys/rekey/shares", counts(""))).getFirst())
            .toString();
    String rekey = counts(",\"type\":\"shamir\",\"new_shares\":[" + share + "]");
    HttpResponse<String> given = admin.send("POST", "/api/sys/rekey", rekey);
    assertEquals(200, given.statusCode(), given.body());

    plane.canBegin = false;
    HttpResponse<String> answer = post("unseal", "{\"share\":" + share + "}");
    assertEquals(503, answer.statusCode());
    assertTrue(answer.body().contains("the port is taken; free it"), answer.body());
    assertTrue(answer.body().contains("give all the shares again"), answer.body());
    plane.canBegin = true;
    assertEquals(200, post("unseal", "{\"share\":" + share + "}").statusCode());
  }

  private static String counts(String more) {
    return "{\"shares\":1,\"threshold\":1" + more + "}";
  }

  private static List<String> made(HttpResponse<String> answer) {
    return StrictJson.object(answer.body().getBytes(StandardCharsets.UTF_8))
        .getJsonObject("value")
        .getJsonArray("shares")
        .getValuesAs(JsonString::getString);
  }

  @Test
  void whatIsSealedAnswersNextToNothing() {
    Client admin = TestLogin.withToken(plane);
    assertEquals(201, admin.send("POST", "/api/sys/rotate-root", "{}").statusCode());
    assertEquals(200, admin.send("POST", "/api/sys/seal", "").statusCode());
    assertFalse(plane.unsealed);
    assertEquals(503, admin.get("/api/me").statusCode());
    assertEquals(503, admin.send("POST", "/api/sys/seal", "").statusCode());
    assertEquals(200, stranger.get("/api/sys/seal-status").statusCode());
  }
}
