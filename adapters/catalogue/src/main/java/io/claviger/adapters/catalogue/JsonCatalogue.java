package io.claviger.adapters.catalogue;

import io.claviger.application.port.Catalogue;
import io.claviger.application.port.Schemas;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A catalogue from data files on the class path, one folder per version. All are read and compiled
 * at construction; afterwards nothing changes, so that threads share it freely.
 */
public final class JsonCatalogue implements Catalogue, Schemas {
  private final Map<String, Release> releases;

  public JsonCatalogue() {
    String newest = ApisixVersion.NEWEST.majorMinor();
    releases = Map.of(newest, new ReleaseFiles(newest).release());
  }

  @Override
  public void check(ApisixVersion version, ResourceKind kind, JsonObject document) {
    release(version).check(kind, document);
  }

  @Override
  public List<PluginConfiguration> plugins(
      ApisixVersion version, ResourceKind kind, JsonObject document) {
    return release(version).plugins(kind, document);
  }

  @Override
  public List<SecretField> secretFields(
      ApisixVersion version, ResourceKind kind, JsonObject document) {
    return release(version).secretFields(kind, document);
  }

  @Override
  public List<CarrierField> carrierFields(
      ApisixVersion version, ResourceKind kind, JsonObject document) {
    return release(version).carrierFields(kind, document);
  }

  @Override
  public List<Pointer> codeFields(ApisixVersion version, ResourceKind kind, JsonObject document) {
    return release(version).codeFields(kind, document);
  }

  @Override
  public List<String> plugins(ApisixVersion version, Subsystem subsystem) {
    return release(version)
        .pluginsAt(
            switch (subsystem) {
              case STREAM -> Set.of(Place.STREAM);
              case HTTP -> Set.of(Place.HTTP, Place.CONSUMER, Place.CREDENTIAL, Place.WORKFLOW);
            });
  }

  @Override
  public JsonObject ofKind(ApisixVersion version, ResourceKind kind) {
    return release(version).schema(SchemaBook.kind(kind)).orElseThrow();
  }

  @Override
  public Optional<JsonObject> ofPlugin(ApisixVersion version, String plugin, Part part) {
    return release(version)
        .schema(
            switch (part) {
              case CONFIGURATION -> SchemaBook.configurationOf(plugin);
              case CONSUMER -> SchemaBook.consumerOf(plugin);
              case METADATA -> SchemaBook.metadataOf(plugin);
            });
  }

  private Release release(ApisixVersion version) {
    return Optional.ofNullable(releases.get(version.majorMinor()))
        .orElseThrow(() -> new IllegalStateException("no catalogue of " + version));
  }
}
