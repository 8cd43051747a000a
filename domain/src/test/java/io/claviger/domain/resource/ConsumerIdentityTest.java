package io.claviger.domain.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.PluginConfiguration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerIdentityTest {
  private static List<ConsumerIdentity> identities(String plugin, Map<String, String> members) {
    return ConsumerIdentity.in(
        ResourceKind.CONSUMER,
        List.of(
            new PluginConfiguration(
                plugin, Pointer.of("plugins", plugin), JsonTree.strings(members))));
  }

  @Test
  void aConsumerWithoutAnAppidIsKnownByTheOneThatAGatewayPuts() {
    List<ConsumerIdentity> without = identities("wolf-rbac", Map.of("server", "https://a.example"));

    assertEquals(identities("wolf-rbac", Map.of("appid", "unset")), without);
    assertEquals(1, without.size());
  }

  @Test
  void withoutAnIdentityThatHasNoDefaultAConsumerIsUnknown() {
    assertEquals(List.of(), identities("key-auth", Map.of("appid", "a")));
  }
}
