package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.port.Catalogue;
import io.claviger.application.port.SslInspector;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.resource.ConsumerIdentity;
import io.claviger.domain.resource.Reference;
import io.claviger.domain.resource.References;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;
import io.claviger.domain.ssl.Sni;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;

/** Decides whether a document, with all its secrets in it, may become a resource. */
public final class ResourceExamination {
  private final Catalogue catalogue;
  private final SslInspector inspector;

  public ResourceExamination(Catalogue catalogue, SslInspector inspector) {
    this.catalogue = catalogue;
    this.inspector = inspector;
  }

  /** What it finds in a document for a group; it refuses what is not good. */
  Findings examine(GatewayGroup.Profile profile, ResourceKind kind, JsonObject document) {
    catalogue.check(profile.apisixVersion(), kind, document);
    List<PluginConfiguration> plugins = catalogue.plugins(profile.apisixVersion(), kind, document);
    References references = new References(kind, document, plugins);
    List<Reference> named = new ArrayList<>(references.all());
    named.addAll(SecretReferences.check(profile.references(), kind, document, plugins));
    references.upstreams().forEach(this::examineUpstream);
    return new Findings(
        profile,
        named,
        ConsumerIdentity.in(kind, plugins),
        kind == ResourceKind.SSL ? examineSsl(document) : List.of());
  }

  private void examineUpstream(Pointer pointer, JsonObject upstream) {
    if (upstream.get("tls") instanceof JsonObject tls && tls.containsKey("client_cert")) {
      examinePair(
          pointer.member("tls").member("client_cert"),
          tls.getString("client_cert"),
          tls.getString("client_key"),
          new ArrayList<>());
    }
  }

  private List<CertificateMetadata> examineSsl(JsonObject ssl) {
    List<CertificateMetadata> found = new ArrayList<>();
    examinePair(Pointer.of("cert"), ssl.getString("cert"), ssl.getString("key"), found);
    JsonArray certs = ssl.getOrDefault("certs", JsonArray.EMPTY_JSON_ARRAY).asJsonArray();
    for (int i = 0; i < certs.size(); i++) {
      examinePair(
          Pointer.of("certs").index(i),
          certs.getString(i),
          ssl.getJsonArray("keys").getString(i),
          found);
    }
    if (ssl.containsKey("client")) {
      String authorities = ssl.getJsonObject("client").getString("ca");
      if (!SecretReferences.isReference(authorities)) {
        inspector.inspectAuthorities("/client/ca", authorities);
      }
    }
    if (!found.isEmpty()) {
      snis(ssl).forEach(sni -> refuseUncovered(sni, found));
    }
    return found;
  }

  private void examinePair(
      Pointer pointer, String chain, String key, List<CertificateMetadata> found) {
    if (SecretReferences.isReference(chain) || SecretReferences.isReference(key)) {
      return;
    }
    try (Secret keyPem = Secret.ofText(key)) {
      found.add(inspector.inspect(pointer.printable(), chain, keyPem));
    }
  }

  private static List<String> snis(JsonObject ssl) {
    List<String> snis = new ArrayList<>();
    if (ssl.containsKey("sni")) {
      snis.add(ssl.getString("sni"));
    }
    if (ssl.containsKey("snis")) {
      snis.addAll(ssl.getJsonArray("snis").getValuesAs(JsonString::getString));
    }
    return snis;
  }

  private static void refuseUncovered(String sni, List<CertificateMetadata> certificates) {
    boolean covered =
        certificates.stream()
            .anyMatch(certificate -> new Sni(sni).isCoveredBy(certificate.names()));
    if (!covered) {
      throw invalid(
          "/snis: a server name is in no certificate; remove it, or bring a certificate for it");
    }
  }
}
