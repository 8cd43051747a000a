package io.claviger.adapters.rest.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.rest.http.Parameters;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of a list are asked for. {@code name} and {@code uri} are found as plain text
 * anywhere in the value, where APISIX takes a regular expression: one of those can be written so
 * that it never ends. {@code label} is the name of a label. {@code filter} is {@code
 * service_id=…&upstream_id=…}, one or both.
 */
final class Selection {
  private static final Set<String> FILTERED = Set.of("service_id", "upstream_id");

  private final List<Predicate<JsonObject>> conditions = new ArrayList<>();

  private Selection() {}

  static Selection of(Parameters parameters) {
    Selection selection = new Selection();
    parameters.text("name").ifPresent(selection::byName);
    parameters.text("uri").ifPresent(selection::byUri);
    parameters.text("label").ifPresent(selection::byLabel);
    parameters.text("filter").ifPresent(selection::byFilter);
    return selection;
  }

  boolean includes(JsonObject document) {
    return conditions.stream().allMatch(condition -> condition.test(document));
  }

  private void byName(String part) {
    conditions.add(document -> text(document.get("name")).contains(part));
  }

  private void byUri(String part) {
    conditions.add(
        document ->
            text(document.get("uri")).contains(part)
                || (document.get("uris") instanceof JsonArray uris
                    && uris.stream().anyMatch(uri -> text(uri).contains(part))));
  }

  private void byLabel(String name) {
    conditions.add(
        document ->
            document.get("labels") instanceof JsonObject labels && labels.containsKey(name));
  }

  private void byFilter(String filter) {
    for (String pair : filter.split("&", -1)) {
      int equals = pair.indexOf('=');
      String member = equals < 0 ? "" : pair.substring(0, equals);
      if (!FILTERED.contains(member)) {
        throw invalid(
            "filter: service_id=<id>, upstream_id=<id>, or both with a percent-encoded &");
      }
      String id = pair.substring(equals + 1);
      conditions.add(document -> text(document.get(member)).equals(id));
    }
  }

  /** The text of a string or a number, for ids may be either. */
  private static String text(@Nullable JsonValue value) {
    return switch (value) {
      case JsonString string -> string.getString();
      case JsonNumber number -> number.toString();
      case null, default -> "";
    };
  }
}
