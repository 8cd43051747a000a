package io.claviger.tests.endtoend;

import io.claviger.tests.harness.AdminClient;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that are refused, each with a secret of its own where none belongs. */
final class MalformedRequests {
  private static final String ADMIN = "/apisix/admin/";
  private static final String GROUPS = "/api/gateway_groups";

  private final Secrets secrets;
  private final List<String> answers;

  /**
   * @param answers collects what was answered
   */
  MalformedRequests(Secrets secrets, List<String> answers) {
    this.secrets = secrets;
    this.answers = answers;
  }

  /** Bodies below {@code /apisix/admin/}; {@code %s} is the secret. */
  private static final List<String[]> RESOURCES =
      List.of(
          new String[] {"routes/x", "{'uri':'/a','plugins':{'limit-count':{'redis_password':%s"},
          new String[] {"routes/x", "%s"},
          new String[] {"routes/x", "[%s]"},
          new String[] {"routes/x", "{'uri':'/a','uri':%s,'plugins':{}}"},
          new String[] {"routes/x", "{'uri':[%s],'plugins':{}}"},
          new String[] {"routes/x", "{'uri':'/a','priority':%s,'plugins':{}}"},
          new String[] {"routes/x", "{'uri':'/a','methods':[%s],'plugins':{}}"},
          new String[] {"routes/x", "{'uri':'/a','plugins':%s}"},
          new String[] {"routes/x", "{'uri':'/a','plugins':{},'unknown':%s}"},
          new String[] {"routes/x", "{'id':%s,'uri':'/a','plugins':{}}"},
          new String[] {"routes/x", "{'uri':'/a','upstream_id':%s}"},
          new String[] {"routes/x", "{'uri':'/a','plugins':{'no-such-plugin':{'password':%s}}}"},
          new String[] {"routes/x", "{'uri':'/a','plugins':{'key-auth':{'hide_credentials':%s}}}"},
          new String[] {"routes/x", "{'uri':'/a','plugins':{'key-auth':%s}}"},
          new String[] {
            "routes/x",
            "{'uri':'/a','plugins':{'limit-count':{'count':1,'time_window':60,"
                + "'policy':'redis','redis_password':%s}}}"
          },
          new String[] {
            "routes/x",
            "{'uri':'/a','plugins':{'limit-count':{'count':1,'time_window':60,'policy':%s}}}"
          },
          new String[] {
            "routes/x", "{'uri':'/a','plugins':{'openid-connect':{'client_secret':%s}}}"
          },
          new String[] {
            "routes/x",
            "{'uri':'/a','plugins':{'kafka-logger':{'kafka_topic':'t','brokers':["
                + "{'host':'a','port':9092,'sasl_config':{'password':%s}}]}}}"
          },
          new String[] {
            "routes/x",
            "{'uri':'/a','plugins':{'workflow':{'rules':[{'actions':[['limit-count',%s]]}]}}}"
          },
          new String[] {"consumers/x", "{'username':%s,'plugins':{}}"},
          new String[] {"consumers/x", "{'username':'x','plugins':{'key-auth':{'key':[%s]}}}"},
          new String[] {"consumers/x", "{'username':'x','plugins':{'jwt-auth':{'secret':%s}}}"},
          new String[] {"consumers/x", "{'username':'x','plugins':{'basic-auth':{'password':%s}}}"},
          new String[] {"ssls/x", "{'sni':'a.example.com','cert':%s,'key':%<s}"},
          new String[] {"ssls/x", "{'sni':%s,'cert':'','key':''}"},
          new String[] {"upstreams/x", "{'nodes':{'127.0.0.1:1':%s}}"},
          new String[] {
            "upstreams/x", "{'nodes':{'127.0.0.1:1':1},'tls':{'client_cert':%s,'client_key':%<s}}"
          });

  void resources(AdminClient admin) {
    for (String[] request : RESOURCES) {
      refused(admin, "PUT", ADMIN + request[0], request[1]);
    }
    for (String prefix :
        List.of("$sealed://", "cvg1.0123456789abcdef.", "$secret://vault/", "$ENV://")) {
      String value = prefix + secrets.word("after " + prefix);
      send(
              admin,
              "PUT",
              ADMIN + "routes/x",
              Json.of(
                  "{'uri':'/a','plugins':{'limit-count':{'count':1,'time_window':60,"
                      + "'policy':'redis','redis_host':'h1','redis_password':%s}}}",
                  value))
          .expect(400);
    }
    refused(admin, "PATCH", ADMIN + "routes/limited", "{'plugins':{'limit-count':%s}}");
    refused(admin, "PATCH", ADMIN + "routes/limited", "%s");
    refused(admin, "PATCH", ADMIN + "routes/limited/uri", "{'a':%s}");
    refused(admin, "PATCH", ADMIN + "routes/limited/plugins/limit-count/policy", "%s");
    refused(admin, "PATCH", ADMIN + "routes/limited/uri/deeper", "%s");
  }

  void addresses(AdminClient admin) {
    for (String address :
        List.of(
            "routes/%%22%s",
            "routes/%s%%2Fdeeper",
            "%s",
            "routes?gateway_group_id=%s%%20",
            "routes?page=%s",
            "routes?filter=%s",
            "routes/limited/plugins/%s")) {
      String method = address.startsWith("routes/limited") ? "PATCH" : "GET";
      refusedAt(admin, method, ADMIN + address);
    }
    for (String address :
        List.of(
            "/api/tokens/%s",
            GROUPS + "/%s",
            GROUPS + "/default/instances/%s",
            GROUPS + "/default/dp_client_certificates/%s")) {
      refusedAt(admin, "DELETE", address);
    }
    refusedAt(admin, "GET", GROUPS + "/default/dp_config?host=%s");
    refusedAt(admin, "GET", "/api/audit_logs?start_at=%s");
    refusedAt(admin, "GET", "/api/%s");
    refusedAt(admin, "TRACE", "/%s");
  }

  void management(AdminClient admin) {
    refused(admin, "POST", "/api/login", "{'username':%s,'password':['x']}");
    refused(admin, "POST", "/api/login", "{'username':'admin','password':[%s]}");
    refused(admin, "POST", "/api/login", "{'username':'admin','passwort':%s}");
    refused(admin, "PUT", "/api/password", "{'old_password':%s,'new_password':'short'}");
    refused(admin, "PUT", "/api/password", "{'old_password':%s,'new_password':%<s}");
    refused(admin, "POST", "/api/tokens", "{'name':[%s]}");
    refused(admin, "POST", "/api/tokens", "{'name':'n','expires_at':%s}");
    refused(admin, "POST", GROUPS, "{'id':%s,'name':'n'}");
    refused(admin, "POST", GROUPS, "{'id':'g','name':'n','labels':{'a':[%s]}}");
    refused(admin, "POST", GROUPS, "{'id':'g','name':'n','apisix_version':%s}");
    String issue = GROUPS + "/default/dp_client_certificates";
    refused(admin, "POST", issue, "{'name':'n','csr':%s}");
    refused(admin, "POST", issue, "{'name':'n','ttl_seconds':%s}");
    refused(admin, "POST", issue, "{'name':'n','csr':'','secret':%s}");
  }

  /**
   * @param body where {@code %s} is the secret
   */
  private void refused(AdminClient client, String method, String path, String body) {
    refuse(send(client, method, path, Json.of(body, secrets.text(method + " " + path + body))));
  }

  /**
   * @param address where {@code %s} is the secret
   */
  private void refusedAt(AdminClient client, String method, String address) {
    refuse(send(client, method, address.formatted(secrets.word(method + " " + address)), "{}"));
  }

  private static void refuse(AdminClient.Answer answer) {
    if (answer.status() < 400 || answer.status() > 499) {
      throw new AssertionError("expected a refusal, got " + answer.status() + answer.body());
    }
  }

  AdminClient.Answer send(AdminClient client, String method, String path, String body) {
    AdminClient.Answer answer = client.send(method, path, body.getBytes(StandardCharsets.UTF_8));
    answers.add(answer.body() + answer.headers());
    return answer;
  }

  /** Headers of strangers, and of somebody who is known. */
  void headers(AdminClient stranger, AdminClient admin) {
    for (String header :
        List.of("X-API-KEY", "Authorization", "Origin", "X-Forwarded-For", "Forwarded")) {
      send(stranger.with(header, secrets.word("a stranger's " + header)), "GET", "/api/me", "");
    }
    send(
        stranger.with("Cookie", "__Host-claviger-session=" + secrets.word("a stranger's cookie")),
        "GET",
        "/api/me",
        "");
    for (Map.Entry<String, String> header :
        Map.of(
                "Content-Type", "application/",
                "Content-Encoding", "",
                "Accept", "text/",
                "User-Agent", "",
                "X-Forwarded-For", "",
                "Forwarded", "for=",
                "Cookie", "a=",
                "Authorization", "Bearer ")
            .entrySet()) {
      String value = header.getValue() + secrets.word("the header " + header.getKey());
      send(admin.with(header.getKey(), value), "PUT", ADMIN + "routes/x", "{}");
    }
  }

  void dataPlane(IssuedDataPlane plane) {
    List<String> bodies = new ArrayList<>();
    for (String body : List.of("%s", "{'key':%s}", "{'key':[%s]}", "{'key':'','unknown':%s}")) {
      bodies.add(Json.of(body, secrets.text("a range: " + body)));
    }
    for (String body : bodies) {
      answers.add(plane.send("POST", "/v3/kv/range", body).body());
      answers.add(plane.send("POST", "/v3/watch", "{\"create_request\":" + body + "}").body());
    }
    for (String target : List.of("/%s", "/v3/kv/range?%s", "/v3/kv/%s")) {
      String address = target.formatted(secrets.word("at the data-plane port: " + target));
      answers.add(plane.send("POST", address, "{}").body());
    }
  }

  /** Whoever forgets the s of https has sent the secret already. */
  void withoutTls(int port) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      String request =
          "GET /%s HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: %s\r\n\r\n"
              .formatted(secrets.word("a path in the clear"), secrets.word("a key in the clear"));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      answers.add(new String(socket.getInputStream().readNBytes(4096), StandardCharsets.UTF_8));
    } catch (SocketException e) {
      answers.add("");
    }
  }
}
