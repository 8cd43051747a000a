package io.claviger.adapters.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.rest.edge.Route;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private static TestControlPlane plane;
  private static Client admin;

  @BeforeAll
  static void start() {
    plane = new TestControlPlane(true);
    admin = TestLogin.withToken(plane);
  }

  @AfterAll
  static void stop() {
    plane.close();
  }

  @Test
  void aWriteWhoseGatewayGroupIsMisspeltIsRefusedAndChangesNoOther() {
    HttpResponse<String> answer =
        admin.send("PUT", "/apisix/admin/routes/1?gateway_group=blue", "{\"uri\":\"/\"}");
    assertEquals(
        "gateway_group: unknown in the query of this request, which takes gateway_group_id",
        refusal(answer));
    assertEquals(404, admin.get("/apisix/admin/routes/1").statusCode());
  }

  @Test
  void everyRequestNamesTheParameterThatItDoesNotTake() {
    for (Route route : RestApplication.routes()) {
      String path = route.template().replaceAll("\\{\\w+}", "routes");
      HttpResponse<String> answer = admin.send(route.method(), path + "?gateway_group=x", "{}");
      assertEquals(400, answer.statusCode(), route::toString);
      if (!route.method().equals("HEAD")) {
        assertTrue(refusal(answer).startsWith("gateway_group: unknown"), route + answer.body());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT /1", "POST ", "PATCH /1", "PATCH /1/labels", "DELETE /1"})
  void aTimeToLiveIsRefusedAndNotLeftOut(String request) {
    String[] parts = request.split(" ", -1);
    HttpResponse<String> answer =
        admin.send(parts[0], "/apisix/admin/routes" + parts[1] + "?ttl=60", "{\"uri\":\"/\"}");
    assertTrue(refusal(answer).startsWith("ttl: unknown"), answer.body());
  }

  @Test
  void aParameterThatIsSentTwiceIsRefused() {
    String twice = "?gateway_group_id=default&gateway_group_id=blue";
    for (HttpResponse<String> answer :
        List.of(
            admin.send("PUT", "/apisix/admin/routes/1" + twice, "{\"uri\":\"/\"}"),
            admin.send("DELETE", "/apisix/admin/routes/1" + twice, ""))) {
      assertEquals("gateway_group_id: is in the query more than once", refusal(answer));
    }
  }

  @Test
  void whatLooksLikeNoNameIsNotRepeated() {
    String token = "cvg_0123456789abcdef_" + "x".repeat(43) + "_01234567";
    for (String odd : List.of(token, "%3Cscript%3E", "a%0D%0Ab")) {
      HttpResponse<String> answer = admin.get("/api/tokens?" + odd);
      assertEquals(
          "a parameter: unknown in the query of this request, which takes page, page_size",
          refusal(answer));
      assertFalse(answer.body().contains(odd), answer.body());
    }
  }

  private static String refusal(HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode(), answer.body());
    return Client.json(answer).getString("error_msg");
  }
}
