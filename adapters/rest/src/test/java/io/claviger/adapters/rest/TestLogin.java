package io.claviger.adapters.rest;

import java.net.http.HttpResponse;

/** Logs the administrator in. */
final class TestLogin {
  private TestLogin() {}

  /** The {@code name=value} of the cookie. */
  static String cookie(TestControlPlane plane, String password) {
    HttpResponse<String> answer =
        new Client(plane.port)
            .send(
                "POST", "/api/login", "{\"username\":\"Admin\",\"password\":\"" + password + "\"}");
    String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  /** As a page of this host sends its requests. */
  static Client page(TestControlPlane plane, String password) {
    return new Client(
        plane.port, "Cookie", cookie(plane, password), "Origin", "https://127.0.0.1:" + plane.port);
  }

  static String token(TestControlPlane plane) {
    HttpResponse<String> made =
        page(plane, TestControlPlane.PASSWORD).send("POST", "/api/tokens", "{\"name\":\"t\"}");
    return Client.value(made).getString("token");
  }

  static Client withToken(TestControlPlane plane) {
    return new Client(plane.port, "X-API-KEY", token(plane));
  }
}
