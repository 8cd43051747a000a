package io.claviger.adapters.catalogue;

import io.claviger.application.port.Catalogue;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A catalogue from data files on the class path, one folder per version. All are read and compiled
 * at construction; afterwards nothing changes, so that threads share it freely.
 */
public final class JsonCatalogue implements Catalogue {
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
  public List<Pointer> codeFields(ApisixVersion version, ResourceKind kind, JsonObject document) {
    return release(version).codeFields(kind, document);
  }

  private Release release(ApisixVersion version) {
    return Optional.ofNullable(releases.get(version.majorMinor()))
        .orElseThrow(() -> new IllegalStateException("no catalogue of " + version));
  }
}
