package io.claviger.adapters.catalogue;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.application.port.Catalogue;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One catalogue for all tests, and documents written in short. */
final class Fixture {
  static final Catalogue CATALOGUE = new JsonCatalogue();
  static final ApisixVersion VERSION = ApisixVersion.NEWEST;

  private Fixture() {}

  /** JSON in single quotes. */
  static JsonObject json(String text) {
    return StrictJson.parse(text.replace('\'', '"')).asJsonObject();
  }

  static void check(ResourceKind kind, String text) {
    CATALOGUE.check(VERSION, kind, json(text));
  }

  static String refusal(ResourceKind kind, String text) {
    return refusal(kind, json(text));
  }

  static String refusal(ResourceKind kind, JsonObject document) {
    return Objects.requireNonNull(
        assertThrows(
                RefusedException.class,
                () -> CATALOGUE.check(VERSION, kind, document),
                () -> "accepted " + document)
            .getMessage());
  }

  static String routeWith(String plugins) {
    return "{'uri': '/a', 'upstream_id': 'u', 'plugins': {" + plugins + "}}";
  }

  static List<SecretField> secrets(ResourceKind kind, String text) {
    return CATALOGUE.secretFields(VERSION, kind, json(text));
  }

  /** The lines of a file beside the tests, without those that start with a number sign. */
  static List<String> lines(String file) {
    try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
