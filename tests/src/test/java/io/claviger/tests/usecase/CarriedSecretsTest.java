package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.application.port.Catalogue;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.tests.harness.PluginExamples;
import io.claviger.tests.harness.PluginExamples.Example;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stored secret whose plugin's metadata and configurations share where it goes is led nowhere
 * else by any field of the other document. {@link RequestSecretsTest} is about those that requests
 * carry.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CarriedSecretsTest {
  private static final Catalogue CATALOGUE = new JsonCatalogue();
  private static final ApisixVersion VERSION = ApisixVersion.NEWEST;
  private static final String SECRET = "canary";

  private final ResourceHouse house;

  CarriedSecretsTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @AfterAll
  void close() {
    house.close();
  }

  /**
   * How a document could lead the secret of another one.
   *
   * @param owner has the secret
   * @param plugin whose metadata and configurations share it
   * @param other a document that a gateway accepts, of this kind
   * @param field of the other document, there or not
   */
  private record Way(
      Example owner,
      SecretField secret,
      String plugin,
      ResourceKind kind,
      JsonObject other,
      Pointer field) {
    String id() {
      return kind == ResourceKind.PLUGIN_METADATA ? plugin : "other";
    }

    @Override
    public String toString() {
      return secret.pointer() + " of " + owner + " by " + field + " of " + kind.path();
    }
  }

  static List<Way> ways() {
    return PluginExamples.all().stream().flatMap(CarriedSecretsTest::waysOf).toList();
  }

  private static Stream<Way> waysOf(Example owner) {
    return CATALOGUE.secretFields(VERSION, kind(owner), owner.document(place -> SECRET)).stream()
        .flatMap(
            secret ->
                secret.carriers().stream()
                    .filter(carrier -> !carrier.equals(SecretField.REQUESTS))
                    .flatMap(plugin -> waysOf(owner, secret, plugin)));
  }

  private static Stream<Way> waysOf(Example owner, SecretField secret, String plugin) {
    return Stream.of(ResourceKind.values())
        .flatMap(
            kind -> {
              JsonObject other = other(kind, plugin);
              return CATALOGUE.carrierFields(VERSION, kind, other).stream()
                  .filter(field -> field.carrier().equals(plugin) && isAccepted(kind, other))
                  .map(field -> new Way(owner, secret, plugin, kind, other, field.pointer()));
            });
  }

  /** The plugin's metadata without any field, or a document with a configuration of it. */
  private static JsonObject other(ResourceKind kind, String plugin) {
    if (kind == ResourceKind.PLUGIN_METADATA) {
      return JsonTree.object().add("id", plugin).build();
    }
    JsonObjectBuilder document = JsonTree.object().add("plugins", configured(plugin));
    return switch (kind) {
      case ROUTE -> document.add("uri", "/").build();
      case CONSUMER -> document.add("username", "other").build();
      default -> document.build();
    };
  }

  private static JsonValue configured(String plugin) {
    return PluginExamples.all().stream()
        .filter(example -> example.plugin().equals(Optional.of(plugin)))
        .findFirst()
        .map(example -> example.document(place -> SECRET).getJsonObject("plugins"))
        .orElseThrow();
  }

  private static ResourceKind kind(Example example) {
    return ResourceKind.parse(example.kind());
  }

  private static boolean isAccepted(ResourceKind kind, JsonObject document) {
    try {
      CATALOGUE.check(VERSION, kind, document);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  @Test
  void theWaysAreThoseOfMetadataAndOfEveryKindThatMayHoldTheConfiguration() {
    assertEquals(
        Set.of(
            "/host of plugin_metadata", "/port of plugin_metadata", "/protocol of plugin_metadata"),
        described("loggly"));
    assertEquals(
        Stream.of(
                "routes",
                "services",
                "plugin_configs",
                "global_rules",
                "consumers",
                "consumer_groups")
            .flatMap(
                kind ->
                    Stream.of("function_uri", "ssl_verify", "authorization")
                        .map(name -> "/plugins/azure-functions/" + name + " of " + kind))
            .collect(Collectors.toSet()),
        described("azure-functions"));
  }

  private static Set<String> described(String plugin) {
    return ways().stream()
        .filter(way -> way.plugin().equals(plugin))
        .map(way -> way.field() + " of " + way.kind().path())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anotherDocumentLeadsItNowhereElseWithoutThePermission(Way way) {
    Example owner = way.owner();
    String kind = way.kind().path();
    house.put(kind, way.id(), way.other().toString());
    house.put(owner.kind(), owner.id(), owner.document(place -> SECRET).toString());
    List<JsonObject> elsewhere =
        Elsewhere.of(way.other(), way.field()).stream()
            .filter(document -> isAccepted(way.kind(), document))
            .limit(3)
            .toList();
    assertFalse(elsewhere.isEmpty());

    for (JsonObject document : elsewhere) {
      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () -> house.put(ResourceHouse.NO_REDIRECTION, kind, way.id(), document.toString()));

      String message = assertInstanceOf(Refusal.Denied.class, refused.refusal()).message();
      assertTrue(message.startsWith(way.field() + ": "), message);
      assertTrue(message.contains("the stored secret at " + way.secret().pointer()), message);
      assertTrue(message.endsWith("needs the permission gateway:RedirectSecret"), message);
    }
    house.put(kind, way.id(), elsewhere.getFirst().toString());
    house.delete(kind, way.id(), true);
    house.delete(owner.kind(), owner.id(), true);
  }
}
