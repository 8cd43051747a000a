package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.application.port.Catalogue;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.Pointer.Index;
import io.claviger.domain.json.Pointer.Member;
import io.claviger.domain.json.Pointer.Step;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.tests.endtoend.TestCertificate;
import io.claviger.tests.harness.PluginExamples;
import io.claviger.tests.harness.PluginExamples.Example;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A stored secret of any plugin goes nowhere else by anything that decides where it goes, unless
 * the secret is sent again.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RedirectionTest {
  private static final Catalogue CATALOGUE = new JsonCatalogue();
  private static final ApisixVersion VERSION = ApisixVersion.NEWEST;
  private static final Pointer GROUP = Pointer.of("group_id");
  private static final Step PLUGINS = new Member("plugins");
  private static final TestCertificate PAIR = TestCertificate.of("client.example");

  private final ResourceHouse house;
  private int made;

  RedirectionTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @BeforeAll
  void whatARouteMayName() {
    for (String id : List.of("elsewhere.example", "elsewhere", "redis-cluster")) {
      house.put("upstreams", id, "{\"nodes\":{\"elsewhere:1\":1}}");
      house.put("services", id, "{\"upstream_id\":\"" + id + "\"}");
      house.put("plugin_configs", id, "{\"plugins\":{\"cors\":{}}}");
    }
  }

  @AfterAll
  void close() {
    house.close();
  }

  static List<Example> examples() {
    return PluginExamples.all();
  }

  /** Each secret of an example, with its pattern, and each of its destinations, likewise. */
  @Test
  void everyDestinationOfEverySecretCanBeChangedInSomeExample() {
    Set<String> all = new TreeSet<>();
    Set<String> tried = new TreeSet<>();
    for (Example example : examples()) {
      JsonObject document = example.document(this::secret);
      for (SecretField field : secrets(example, document)) {
        for (Pointer to : ways(field)) {
          String way = field.pointer().pattern() + " to " + to.pattern();
          all.add(way);
          if (!accepted(example, document, to).isEmpty()) {
            tried.add(way);
          }
        }
      }
    }
    all.removeAll(tried);
    assertEquals(Set.of(), all);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aStoredSecretGoesNowhereElseUnlessItIsSentAgain(Example example) {
    JsonObject document = example.document(this::secret);
    List<SecretField> secrets = secrets(example, document);
    assertFalse(secrets.isEmpty());
    JsonObject stored =
        house.put(example.kind(), example.id(), document.toString()).resource().document();
    secrets.stream()
        .flatMap(field -> ways(field).stream())
        .distinct()
        .forEach(to -> isLocked(example, document, stored, to));
    house.delete(example.kind(), example.id(), true);
  }

  /** But for other plugins, and a consumer's group, of which {@link RequestSecretsTest} is. */
  private static List<Pointer> ways(SecretField field) {
    return field.destinations().stream()
        .filter(to -> !to.equals(GROUP))
        .filter(to -> !to.steps().getFirst().equals(PLUGINS) || isInSame(to, field.pointer()))
        .toList();
  }

  private static boolean isInSame(Pointer to, Pointer secret) {
    return to.steps().subList(0, 2).equals(secret.steps().subList(0, 2));
  }

  private void isLocked(Example example, JsonObject document, JsonObject stored, Pointer to) {
    List<JsonObject> elsewhere = accepted(example, document, to);
    elsewhere.forEach(
        other -> refused(() -> put(example, marked(other, stored, sentThere(example, other, to)))));
    elsewhere.stream()
        .findFirst()
        .ifPresent(
            other -> {
              eachSecretIsLocked(example, stored, to, other);
              house.put(example.kind(), example.id(), document.toString());
            });
  }

  /** With any of the secrets kept that go there it is refused, and with none of them accepted. */
  private void eachSecretIsLocked(
      Example example, JsonObject stored, Pointer to, JsonObject elsewhere) {
    Set<Pointer> sentThere = sentThere(example, elsewhere, to);
    for (Pointer secret : sentThere) {
      JsonObject kept = marked(elsewhere, stored, Set.of(secret));
      String message = refused(() -> put(example, kept));
      assertTrue(message.startsWith(to + ":"), message);
      assertTrue(message.contains(secret.toString()), message);
    }
    refused(() -> patch(example, marked(elsewhere, stored, sentThere), to));
    put(example, elsewhere);
  }

  private static Set<Pointer> sentThere(Example example, JsonObject document, Pointer to) {
    return secrets(example, document).stream()
        .filter(field -> field.destinations().contains(to))
        .map(SecretField::pointer)
        .collect(Collectors.toSet());
  }

  private void put(Example example, JsonObject document) {
    house.put(ResourceHouse.NO_REDIRECTION, example.kind(), example.id(), document.toString());
  }

  /** A merge patch of the one member; what holds an array is replaced as a whole. */
  private void patch(Example example, JsonObject document, Pointer to) {
    boolean inArray = to.steps().stream().anyMatch(Index.class::isInstance);
    String outermost = ((Member) to.steps().getFirst()).name();
    Pointer changed = inArray ? Pointer.of(outermost) : to;
    JsonValue value = changed.in(document).orElse(JsonValue.NULL);
    if (inArray) {
      house.patch(
          ResourceHouse.NO_REDIRECTION, example.kind(), example.id(), value.toString(), outermost);
      return;
    }
    JsonValue patch = value;
    for (Step step : changed.steps().reversed()) {
      patch = JsonTree.object().add(((Member) step).name(), patch).build();
    }
    house.patch(ResourceHouse.NO_REDIRECTION, example.kind(), example.id(), patch.toString());
  }

  /** The document with the stored markers at some of its secrets. */
  private static JsonObject marked(JsonObject document, JsonObject stored, Set<Pointer> kept) {
    return JsonStrings.replace(
            document,
            (pointer, text) ->
                kept.contains(pointer)
                    ? ((JsonString) pointer.in(stored).orElseThrow()).getString()
                    : text)
        .asJsonObject();
  }

  private static String refused(Runnable write) {
    RefusedException refusal = assertThrows(RefusedException.class, write::run);
    assertTrue(refusal.refusal() instanceof Refusal.Invalid, refusal.refusal().message());
    assertTrue(
        refusal.refusal().message().contains("send the secret again"), refusal.refusal().message());
    return refusal.refusal().message();
  }

  /** A few documents that differ only there, and that a gateway would accept. */
  private static List<JsonObject> accepted(Example example, JsonObject document, Pointer to) {
    return Elsewhere.of(document, to).stream()
        .filter(candidate -> isAccepted(example, candidate))
        .limit(3)
        .toList();
  }

  private static boolean isAccepted(Example example, JsonObject document) {
    try {
      CATALOGUE.check(VERSION, ResourceKind.parse(example.kind()), document);
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private static List<SecretField> secrets(Example example, JsonObject document) {
    return CATALOGUE.secretFields(VERSION, ResourceKind.parse(example.kind()), document);
  }

  /** Another one every time; but there is one pair of a certificate and its key. */
  private String secret(String place) {
    String text = "secret-%08d".formatted(made++);
    return switch (place) {
      case "SECRET-22" -> text + "-22";
      case "SECRET-32" -> text + "-".repeat(32 - text.length());
      case "SECRET" -> text + "-".repeat(80);
      case "CERTIFICATE" -> PAIR.certificate();
      case "PRIVATE-KEY" -> PAIR.key();
      default -> text + "-".repeat(128);
    };
  }
}
