package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;
import static java.util.function.Predicate.not;

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
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides whether a document, with all its secrets in it, may become a resource. Whether a
 * certificate has expired is asked apart: what is stored may have, and must still be changed.
 */
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
    List<Chain> chains = new ArrayList<>();
    references.upstreams().forEach((at, upstream) -> examineUpstream(at, upstream, chains));
    return new Findings(
        profile,
        named,
        ConsumerIdentity.in(kind, plugins),
        chains,
        kind == ResourceKind.SSL ? examineSsl(document, chains) : List.of());
  }

  /**
   * Refuses certificates that have expired.
   *
   * @param stored which are stored so already, with their key
   */
  void refuseExpired(Findings findings, JsonObject document, Predicate<Chain> stored) {
    findings.chains().stream()
        .filter(not(stored))
        .map(Chain::certificates)
        .forEach(at -> inspector.refuseExpired(at.printable(), text(at, document)));
  }

  private static String text(Pointer at, JsonObject document) {
    return ((JsonString) at.in(document).orElseThrow()).getString();
  }

  private void examineUpstream(Pointer at, JsonObject upstream, List<Chain> chains) {
    if (upstream.get("tls") instanceof JsonObject tls && tls.containsKey("client_cert")) {
      Pointer members = at.member("tls");
      Chain chain =
          new Chain(members.member("client_cert"), Optional.of(members.member("client_key")));
      examinePair(chain, tls.getString("client_cert"), tls.getString("client_key"))
          .ifPresent(found -> chains.add(chain));
    }
  }

  private List<CertificateMetadata> examineSsl(JsonObject ssl, List<Chain> chains) {
    List<CertificateMetadata> found = new ArrayList<>();
    for (Chain chain : pairs(ssl)) {
      examinePair(chain, text(chain.certificates(), ssl), text(chain.key().orElseThrow(), ssl))
          .ifPresent(
              certificate -> {
                chains.add(chain);
                found.add(certificate);
              });
    }
    examineAuthorities(ssl).ifPresent(chains::add);
    if (!found.isEmpty()) {
      snis(ssl).forEach(sni -> refuseUncovered(sni, found));
    }
    return found;
  }

  private static List<Chain> pairs(JsonObject ssl) {
    List<Chain> pairs = new ArrayList<>();
    pairs.add(new Chain(Pointer.of("cert"), Optional.of(Pointer.of("key"))));
    int more = ssl.getOrDefault("certs", JsonArray.EMPTY_JSON_ARRAY).asJsonArray().size();
    for (int i = 0; i < more; i++) {
      pairs.add(new Chain(Pointer.of("certs").index(i), Optional.of(Pointer.of("keys").index(i))));
    }
    return pairs;
  }

  private Optional<Chain> examineAuthorities(JsonObject ssl) {
    if (!ssl.containsKey("client")) {
      return Optional.empty();
    }
    Chain chain = new Chain(Pointer.of("client", "ca"), Optional.empty());
    String authorities = text(chain.certificates(), ssl);
    if (SecretReferences.isReference(authorities)) {
      return Optional.empty();
    }
    inspector.inspectAuthorities(chain.certificates().printable(), authorities);
    return Optional.of(chain);
  }

  private Optional<CertificateMetadata> examinePair(Chain chain, String certificates, String key) {
    if (SecretReferences.isReference(certificates) || SecretReferences.isReference(key)) {
      return Optional.empty();
    }
    try (Secret keyPem = Secret.ofText(key)) {
      return Optional.of(inspector.inspect(chain.certificates().printable(), certificates, keyPem));
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
