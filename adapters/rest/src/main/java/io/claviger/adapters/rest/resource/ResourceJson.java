package io.claviger.adapters.rest.resource;

import io.claviger.application.resource.Written;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.ssl.CertificateMetadata;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * A resource as the Admin API of APISIX shows it. What is computed of the certificates of an SSL
 * resource stands in {@code metadata} beside {@code value}, so that a value can be sent back as it
 * was read.
 */
final class ResourceJson {
  private ResourceJson() {}

  /** {@code {"key","value"}}: what a write answers. */
  static JsonObject written(Written written) {
    return withMetadata(keyAndValue(written.resource()), written).build();
  }

  /** {@code {"key","value","createdIndex","modifiedIndex"}}: what a read answers. */
  static JsonObject read(Written found) {
    Resource resource = found.resource();
    JsonObjectBuilder json =
        keyAndValue(resource)
            .add("createdIndex", resource.created().value())
            .add("modifiedIndex", resource.revision().value());
    return withMetadata(json, found).build();
  }

  /** {@code {"deleted":"1","key"}}. */
  static JsonObject deleted(ResourceKey key) {
    return JsonTree.object().add("deleted", "1").add("key", key.wireKey()).build();
  }

  /** With a {@code warning_msg}. */
  static JsonObject warned(JsonObject answer, String warning) {
    JsonObjectBuilder json = JsonTree.object();
    answer.forEach(json::add);
    return json.add("warning_msg", warning).build();
  }

  private static JsonObjectBuilder keyAndValue(Resource resource) {
    return JsonTree.object().add("key", resource.key().wireKey()).add("value", resource.document());
  }

  private static JsonObjectBuilder withMetadata(JsonObjectBuilder json, Written written) {
    if (written.resource().key().kind() == ResourceKind.SSL) {
      JsonArrayBuilder metadata = JsonTree.array();
      written.certificates().forEach(certificate -> metadata.add(metadata(certificate)));
      json.add("metadata", metadata);
    }
    return json;
  }

  private static JsonObjectBuilder metadata(CertificateMetadata certificate) {
    JsonArrayBuilder names = JsonTree.array();
    certificate.names().forEach(names::add);
    return JsonTree.object()
        .add("fingerprint", certificate.fingerprint())
        .add("serial", certificate.serial())
        .add("subject", certificate.subject())
        .add("issuer", certificate.issuer())
        .add("names", names)
        .add("key_algorithm", certificate.keyAlgorithm())
        .add("validity_start", certificate.notBefore().getEpochSecond())
        .add("validity_end", certificate.notAfter().getEpochSecond());
  }
}
