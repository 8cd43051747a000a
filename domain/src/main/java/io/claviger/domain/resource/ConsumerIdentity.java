package io.claviger.domain.resource;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.shared.Scope;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what a plugin of authentication knows a consumer. A gateway looks consumers up by it and takes
 * the last one that it loaded: of two with the same value one would be taken for the other.
 *
 * @param field where it stands in the document
 */
public record ConsumerIdentity(String plugin, Pointer field, String value) {
  private static final String WOLF_RBAC = "wolf-rbac";

  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "key-auth",
          "key",
          "basic-auth",
          "username",
          "jwt-auth",
          "key",
          "hmac-auth",
          "key_id",
          "jwe-decrypt",
          "key",
          "ldap-auth",
          "user_dn",
          "ldap-auth-advanced",
          "user_dn",
          WOLF_RBAC,
          "appid");

  /** What the gateway puts for the one identity that may be missing. */
  private static final JsonString NO_APPID = JsonTree.string("unset");

  /** The plugins whose configuration in a consumer or credential tells who calls. */
  public static Set<String> plugins() {
    return ATTRIBUTES.keySet();
  }

  /** The identities that a consumer or a credential gives; none for other kinds. */
  public static List<ConsumerIdentity> in(ResourceKind kind, List<PluginConfiguration> plugins) {
    return kind.identifiesConsumers()
        ? plugins.stream().flatMap(ConsumerIdentity::of).toList()
        : List.of();
  }

  private static Stream<ConsumerIdentity> of(PluginConfiguration plugin) {
    String attribute = ATTRIBUTES.get(plugin.name());
    return attribute != null && value(plugin, attribute) instanceof JsonString value
        ? Stream.of(
            new ConsumerIdentity(plugin.name(), plugin.at().member(attribute), value.getString()))
        : Stream.empty();
  }

  private static @Nullable JsonValue value(PluginConfiguration plugin, String attribute) {
    JsonValue value = plugin.configuration().get(attribute);
    return value == null && plugin.name().equals(WOLF_RBAC) ? NO_APPID : value;
  }

  /** What its keyed mark is made over, beside the value: the same for all consumers of a group. */
  public Place place(Scope scope) {
    return new Place(scope, "consumer_identity", plugin, Pointer.of("value"));
  }

  @Override
  public String toString() {
    return plugin + " at " + field;
  }
}
