package io.claviger.domain.resource;

import static io.claviger.domain.resource.Verb.PATCH;
import static io.claviger.domain.resource.Verb.POST;

import io.claviger.domain.plugin.FieldPath;
import java.util.List;
import java.util.Set;

/**
 * All in which the kinds differ, except their schemas.
 *
 * @param path as it stands in addresses, in the plural
 * @param singular as it stands in messages
 * @param noun as it stands in the names of actions
 * @param verbs those of APISIX 3.18's Admin API
 * @param references the fields outside its plugins and upstreams that name other resources
 * @param upstreams where upstreams stand in it, except in plugins; an empty path is all of it
 * @param wireEncrypted the patterns of fields that travel in APISIX's own encryption
 */
record KindTraits(
    String path,
    String singular,
    String noun,
    IdForm ids,
    Set<Verb> verbs,
    List<ReferenceField> references,
    List<FieldPath> upstreams,
    Set<String> wireEncrypted) {

  private static final Set<Verb> ALL = Set.of(POST, PATCH);

  static KindTraits of(ResourceKind kind) {
    return switch (kind) {
      case ROUTE ->
          simple("routes", "route", "Route", ALL)
              .naming(upstream(), service(), field("plugin_config_id", ResourceKind.PLUGIN_CONFIG))
              .withUpstream();
      case SERVICE ->
          simple("services", "service", "Service", ALL).naming(upstream()).withUpstream();
      case UPSTREAM ->
          simple("upstreams", "upstream", "Upstream", ALL).withUpstreams("", "/tls/client_key");
      case CONSUMER ->
          simple("consumers", "consumer", "Consumer", Set.of())
              .identified(IdForm.USERNAME)
              .naming(field("group_id", ResourceKind.CONSUMER_GROUP));
      case CREDENTIAL ->
          simple("credentials", "credential", "Credential", Set.of()).identified(IdForm.CREDENTIAL);
      case SSL -> simple("ssls", "ssl", "SSLCertificate", ALL).wireEncrypting("/key", "/keys/*");
      case GLOBAL_RULE -> simple("global_rules", "global rule", "GlobalRule", Set.of(PATCH));
      case PLUGIN_CONFIG ->
          simple("plugin_configs", "plugin config", "PluginConfig", Set.of(PATCH));
      case PLUGIN_METADATA ->
          simple("plugin_metadata", "plugin metadata", "PluginMetadata", Set.of())
              .identified(IdForm.PLUGIN);
      case CONSUMER_GROUP ->
          simple("consumer_groups", "consumer group", "ConsumerGroup", Set.of(PATCH));
      case PROTO -> simple("protos", "proto", "Proto", Set.of(POST));
      case STREAM_ROUTE ->
          simple("stream_routes", "stream route", "StreamRoute", Set.of(POST))
              .naming(
                  upstream(), service(), field("protocol.superior_id", ResourceKind.STREAM_ROUTE))
              .withUpstream();
      case SECRET ->
          simple("secrets", "secret", "SecretProvider", Set.of(PATCH)).identified(IdForm.SECRET);
    };
  }

  private static ReferenceField field(String path, ResourceKind kind) {
    return ReferenceField.of(path, kind);
  }

  private static ReferenceField upstream() {
    return field("upstream_id", ResourceKind.UPSTREAM);
  }

  private static ReferenceField service() {
    return field("service_id", ResourceKind.SERVICE);
  }

  private static KindTraits simple(String path, String singular, String noun, Set<Verb> verbs) {
    return new KindTraits(
        path, singular, noun, IdForm.SIMPLE, verbs, List.of(), List.of(), Set.of());
  }

  private KindTraits identified(IdForm form) {
    return new KindTraits(path, singular, noun, form, verbs, references, upstreams, wireEncrypted);
  }

  private KindTraits naming(ReferenceField... fields) {
    return new KindTraits(
        path, singular, noun, ids, verbs, List.of(fields), upstreams, wireEncrypted);
  }

  private KindTraits withUpstream() {
    return withUpstreams("upstream", "/upstream/tls/client_key");
  }

  private KindTraits withUpstreams(String at, String key) {
    return new KindTraits(
        path, singular, noun, ids, verbs, references, List.of(new FieldPath(at)), Set.of(key));
  }

  private KindTraits wireEncrypting(String... patterns) {
    return new KindTraits(
        path, singular, noun, ids, verbs, references, upstreams, Set.of(patterns));
  }
}
