package io.claviger.application.port;

import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What APISIX of a version accepts, as JSON Schema (draft 7) to be shown. */
public interface Schemas {
  /** Which of a plugin's schemas. */
  enum Part {
    CONFIGURATION,
    CONSUMER,
    METADATA
  }

  /** Where plugins run. */
  enum Subsystem {
    HTTP,
    STREAM
  }

  /** The plugins that are loaded unless a gateway's own configuration says otherwise, in order. */
  List<String> plugins(ApisixVersion version, Subsystem subsystem);

  /** A schema that stands by itself. */
  JsonObject ofKind(ApisixVersion version, ResourceKind kind);

  /** A schema that stands by itself; empty if there is no such plugin, or it has no such part. */
  Optional<JsonObject> ofPlugin(ApisixVersion version, String plugin, Part part);
}
