package io.claviger.adapters.catalogue;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the data tell of each plugin, compared with lists that were made apart from them. A plugin
 * that was not read for a list has no line in it.
 */
class PluginFactsTest {
  private Map<String, JsonValue> plugins = Map.of();

  @BeforeEach
  void read() throws IOException {
    try (InputStream in =
        requireNonNull(ReleaseFiles.class.getResourceAsStream("3.18/plugins.json"))) {
      plugins = StrictJson.object(in.readAllBytes());
    }
  }

  private static void assertTold(List<String> lines, List<String> told) {
    assertEquals(new TreeSet<>(lines), new TreeSet<>(told));
  }

  @Test
  void whereEveryPluginMayStandIsTold() {
    List<String> told = new ArrayList<>();
    plugins.forEach(
        (name, facts) -> {
          JsonObject plugin = facts.asJsonObject();
          List<String> places =
              plugin.containsKey("in") ? strings(plugin, "in") : List.of("consumer", "http");
          told.add(
              name
                  + " "
                  + joined(places.stream().sorted().toList())
                  + (plugin.getBoolean("off", false) ? " off" : ""));
        });
    assertTold(Fixture.lines("plugins-3.18.txt"), told);
  }

  @Test
  void whereEverySecretGoesAndSinceWhenApisixEncryptsItIsTold() {
    List<String> told = new ArrayList<>();
    plugins.forEach(
        (name, facts) -> {
          groups(facts, "secrets").forEach(group -> told.addAll(secrets(name, "conf", group)));
          groups(facts, "metadata").forEach(group -> told.addAll(secrets(name, "metadata", group)));
        });
    // The data do not say which fields are of a consumer's configuration.
    List<String> lines =
        Fixture.lines("secret-fields-3.18.txt").stream()
            .map(line -> line.replaceFirst(" consumer ", " conf "))
            .toList();
    assertTold(lines, told);
  }

  private static List<String> secrets(String plugin, String where, JsonObject group) {
    String since = group.getString("since", "-");
    return strings(group, "fields").stream()
        .map(field -> String.join(" ", plugin, where, since, field, joined(strings(group, "to"))))
        .toList();
  }

  @Test
  void whatAGatewayRunsOfEveryPluginIsTold() {
    List<String> told = new ArrayList<>();
    plugins.forEach(
        (name, facts) -> {
          JsonObject plugin = facts.asJsonObject();
          List<String> code = plugin.containsKey("code") ? strings(plugin, "code") : List.of("-");
          code.forEach(field -> told.add(name + " " + field));
        });
    assertTold(Fixture.lines("code-fields-3.18.txt"), told);
  }

  @Test
  void whatEveryPluginCouldPassOnOfARequestIsTold() {
    List<String> told = new ArrayList<>();
    plugins.forEach(
        (name, facts) -> {
          JsonObject plugin = facts.asJsonObject();
          told.add(
              name
                  + " "
                  + (plugin.containsKey("forwards") ? joined(strings(plugin, "forwards")) : "*"));
        });
    assertTold(Fixture.lines("forwards-3.18.txt"), told);
  }

  private static String joined(List<String> words) {
    return words.isEmpty() ? "-" : String.join(",", words);
  }

  private static Stream<JsonObject> groups(JsonValue facts, String member) {
    JsonArray groups = facts.asJsonObject().getJsonArray(member);
    return groups == null ? Stream.empty() : groups.getValuesAs(JsonObject.class).stream();
  }

  private static List<String> strings(JsonObject object, String member) {
    return object.getJsonArray(member).getValuesAs(JsonString::getString);
  }
}
