package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.resource.ConsumerIdentity;
import io.claviger.domain.resource.Reference;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to secrets that a gateway resolves itself, {@code $secret://…} and {@code $env://…}.
 * In the credentials of consumers and in SSL resources a gateway fails closed where one does not
 * resolve. Anywhere else it would use the reference's own text as the secret, so there they are
 * refused, unless the group leaves them to its gateways. What only resembles a reference no gateway
 * resolves, and it is refused everywhere.
 */
final class SecretReferences {
  /** A manager, an id, and what there is to be found. */
  private static final Pattern SECRET =
      Pattern.compile("\\$secret://((?:vault|aws|gcp)/[a-zA-Z0-9_.-]{1,64})/[^\\S\\n\\r]*+\\S.*");

  private static final Pattern ENVIRONMENT =
      Pattern.compile("\\$env://[A-Za-z_][A-Za-z0-9_]*(/.*)?", Pattern.CASE_INSENSITIVE);

  private static final Set<String> OF_SSLS =
      Set.of("/cert", "/key", "/certs/*", "/keys/*", "/client/ca");

  private final ReferencePolicy policy;
  private final ResourceKind kind;
  private final List<Pointer> credentials;
  private final List<Reference> managers = new ArrayList<>();

  private SecretReferences(
      ReferencePolicy policy, ResourceKind kind, List<PluginConfiguration> plugins) {
    this.policy = policy;
    this.kind = kind;
    this.credentials =
        kind.identifiesConsumers()
            ? plugins.stream()
                .filter(plugin -> ConsumerIdentity.plugins().contains(plugin.name()))
                .map(PluginConfiguration::at)
                .toList()
            : List.of();
  }

  static boolean isReference(String text) {
    return SECRET.matcher(text).matches() || ENVIRONMENT.matcher(text).matches();
  }

  /** The managers that references in a document name. */
  static List<Reference> check(
      ReferencePolicy policy,
      ResourceKind kind,
      JsonObject document,
      List<PluginConfiguration> plugins) {
    SecretReferences references = new SecretReferences(policy, kind, plugins);
    JsonStrings.visitNames(document, references::refuseInName);
    JsonStrings.visit(document, references::examine);
    return references.managers;
  }

  /** A reference that is accepted only where a group leaves it to its gateways. */
  static Optional<Pointer> leftToGateways(
      ResourceKind kind, JsonObject document, List<PluginConfiguration> plugins) {
    SecretReferences references = new SecretReferences(ReferencePolicy.REFUSE, kind, plugins);
    List<Pointer> found = new ArrayList<>();
    JsonStrings.visit(
        document,
        (pointer, text) -> {
          if (mentions(text) && !references.isAccepted(pointer)) {
            found.add(pointer);
          }
        });
    return found.stream().findFirst();
  }

  private void refuseInName(Pointer object, String name) {
    if (mentions(name)) {
      throw invalid(
          object.printable() + ": a gateway resolves no reference in the name of a member");
    }
  }

  private void examine(Pointer pointer, String text) {
    if (!mentions(text)) {
      return;
    }
    if (!isAccepted(pointer)) {
      throw invalid(
          pointer.printable()
              + ": a gateway uses a reference that does not resolve as the value itself here;"
              + " references are accepted in the credentials of consumers and in ssls, elsewhere"
              + " only if the gateway group has \"references\": \"gateway\"");
    }
    if (!isReference(text)) {
      throw invalid(
          pointer.printable()
              + ": a gateway does not resolve this; a reference is the whole string, and"
              + " $secret://<vault, aws or gcp>/<id>/<what>, or $env://<name>");
    }
    Matcher secret = SECRET.matcher(text);
    if (secret.matches()) {
      managers.add(
          new Reference(pointer, ResourceKind.SECRET, ResourceKind.SECRET.id(secret.group(1))));
    }
  }

  private static boolean mentions(String text) {
    String lower = text.indexOf('$') < 0 ? "" : text.toLowerCase(Locale.ROOT);
    return lower.contains("$secret://") || lower.contains("$env://");
  }

  private boolean isAccepted(Pointer pointer) {
    return policy == ReferencePolicy.GATEWAY
        || (kind == ResourceKind.SSL && OF_SSLS.contains(pointer.pattern()))
        || credentials.stream().anyMatch(plugin -> isBelow(pointer, plugin));
  }

  private static boolean isBelow(Pointer pointer, Pointer plugin) {
    int depth = plugin.steps().size();
    return pointer.steps().size() > depth
        && pointer.steps().subList(0, depth).equals(plugin.steps());
  }
}
