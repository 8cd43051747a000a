package io.claviger.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {
  private static final String EVERYTHING =
      "{'upstream_id':'u','service_id':7,'plugin_config_id':'p','group_id':'g','script_id':'s',"
          + "'tls':{'client_cert_id':'own'},'upstream':{'tls':{'client_cert_id':'inner'}},"
          + "'protocol':{'superior_id':'r'}}";

  @ParameterizedTest
  @EnumSource
  void everyKindNamesOthersInItsOwnFieldsOnly(ResourceKind kind) {
    assertEquals(
        switch (kind) {
          case ROUTE ->
              Set.of(
                  "/upstream_id=upstreams/u",
                  "/service_id=services/7",
                  "/plugin_config_id=plugin_configs/p",
                  "/upstream/tls/client_cert_id=ssls/inner");
          case SERVICE ->
              Set.of("/upstream_id=upstreams/u", "/upstream/tls/client_cert_id=ssls/inner");
          case STREAM_ROUTE ->
              Set.of(
                  "/upstream_id=upstreams/u",
                  "/service_id=services/7",
                  "/upstream/tls/client_cert_id=ssls/inner",
                  "/protocol/superior_id=stream_routes/r");
          case UPSTREAM -> Set.of("/tls/client_cert_id=ssls/own");
          case CONSUMER -> Set.of("/group_id=consumer_groups/g");
          case CREDENTIAL,
              SSL,
              GLOBAL_RULE,
              PLUGIN_CONFIG,
              PLUGIN_METADATA,
              CONSUMER_GROUP,
              PROTO,
              SECRET ->
              Set.of();
        },
        named(kind, EVERYTHING));
  }

  @Test
  void pluginsNameOthersWhereverTheyStand() {
    PluginConfiguration split =
        new PluginConfiguration(
            "traffic-split",
            Pointer.of("plugins", "traffic-split"),
            object(
                "{'rules':[{'weighted_upstreams':[{'upstream_id':'a'},{'weight':1},"
                    + "{'upstream':{'tls':{'client_cert_id':'c'}}}]}]}"));
    PluginConfiguration transcode =
        new PluginConfiguration("grpc-transcode", Pointer.of("x"), object("{'proto_id':5}"));
    PluginConfiguration other =
        new PluginConfiguration("other", Pointer.of("y"), object("{'proto_id':6}"));
    assertEquals(
        Set.of(
            "/plugins/traffic-split/rules/0/weighted_upstreams/0/upstream_id=upstreams/a",
            "/plugins/traffic-split/rules/0/weighted_upstreams/2/upstream/tls/client_cert_id=ssls/c",
            "/x/proto_id=protos/5"),
        named(ResourceKind.GLOBAL_RULE, "{}", split, transcode, other));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoIdIsNoReference(ResourceKind kind) {
    assertEquals(Set.of(), named(kind, "{}"));
    assertEquals(Set.of(), named(kind, "{'upstream_id':null,'service_id':{},'tls':'x'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "'canary/..'", "'canary/x'", "-1e30", "1e300", "'..'"})
  void aReferenceThatIsNoIdIsRefused(String id) {
    String document = "{'upstream_id':" + id + "}";
    RefusedException refused =
        assertThrows(RefusedException.class, () -> named(ResourceKind.ROUTE, document));
    assertFalse(refused.refusal().message().contains("canary"));
  }

  private static Set<String> named(
      ResourceKind kind, String document, PluginConfiguration... plugins) {
    return new References(kind, object(document), List.copyOf(Arrays.asList(plugins)))
        .all().stream()
            .map(found -> found.field() + "=" + found.kind().path() + "/" + found.id())
            .collect(Collectors.toSet());
  }

  private static JsonObject object(String text) {
    return StrictJson.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
