package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * What a data plane comes with.
 *
 * @param instance the id under which it is registered, or none
 */
record DataPlaneCertificate(String instance, String certificate, String key, String authority) {
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** Issued by the program, its key too. */
  static DataPlaneCertificate issue(AdminClient admin, String group) {
    JsonObject issued =
        admin
            .post(
                "/api/gateway_groups/" + group + "/dp_client_certificates",
                JsonTree.object().add("name", "dp").build())
            .expect(201)
            .value();
    return new DataPlaneCertificate(
        issued.getString("instance_id"),
        issued.getString("certificate"),
        issued.getString("private_key"),
        issued.getString("ca_certificate"));
  }

  DpEndpoint at(ClavigerProcess process) {
    return DpEndpoint.of("127.0.0.1", process.dpPort(), certificate, key, authority);
  }

  DpSocket connect(ClavigerProcess process) throws IOException {
    return DpSocket.open(at(process), LIMIT);
  }

  /** The status of one request on a connection of its own. */
  int status(ClavigerProcess process) throws IOException {
    try (DpSocket socket = connect(process)) {
      return socket.get("/version").status();
    }
  }
}
