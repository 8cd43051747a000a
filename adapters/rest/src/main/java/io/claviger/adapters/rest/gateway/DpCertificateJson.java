package io.claviger.adapters.rest.gateway;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.adapters.rest.http.JsonSecrets;
import io.claviger.application.gateway.IssueDpCertificate;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Optional;

/** {@code {"csr"?,"name","ttl_seconds"?}}, and how an issued certificate is shown. */
record DpCertificateJson(Optional<String> csr, String name, Optional<Duration> life) {
  static DpCertificateJson read(JsonObject json) {
    Fields fields = Fields.of(json, "csr", "name", "ttl_seconds");
    return new DpCertificateJson(
        fields.optionalText("csr"),
        fields.text("name"),
        fields.optionalInteger("ttl_seconds").map(Duration::ofSeconds));
  }

  /** The private key only where it was made here; it is wiped. */
  static JsonObjectBuilder of(IssueDpCertificate.Issued issued) {
    JsonObjectBuilder json =
        JsonTree.object()
            .add("instance_id", issued.instance().id().toString())
            .add("certificate", issued.certificatePem())
            .add("ca_certificate", issued.caPem())
            .add("expires_at", issued.instance().expiresAt().getEpochSecond());
    issued.keyPem().ifPresent(key -> json.add("private_key", JsonSecrets.shownOnce(key)));
    return json;
  }
}
