package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.DpEndpoint;
import jakarta.json.JsonObject;

/** Certificates of data planes, each with a key that the control plane made. */
final class Issued {
  private Issued() {}

  static DpEndpoint endpoint(AdminClient admin, String group, String name, int dpPort) {
    JsonObject issued =
        admin
            .post(
                "/api/gateway_groups/" + group + "/dp_client_certificates",
                JsonTree.object().add("name", name).build())
            .expect(201)
            .value();
    return DpEndpoint.of(
        "localhost",
        dpPort,
        issued.getString("certificate"),
        issued.getString("private_key"),
        issued.getString("ca_certificate"));
  }
}
