package io.claviger.adapters.catalogue;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.Optional;

/**
 * All JSON Schemas of a release, draft 7, in one document, so that they can refer to each other.
 * Compiled once; checking changes nothing, so that threads share it.
 */
final class SchemaBook {
  private static final String SHARED = "shared";
  private static final String ROOT = "urn:claviger:catalogue";

  private final JsonObject book;
  private final Validator validator;

  SchemaBook(JsonObject book) {
    this.book = book;
    this.validator =
        new ValidatorFactory()
            .withDefaultDialect(new Dialects.Draft7Dialect())
            .withDisabledSchemaValidation(true)
            .withEvaluatorFactory(new Keywords())
            .withJsonNodeFactory(new Nodes())
            .createValidator();
    validator.registerSchema(URI.create(ROOT), (Object) book);
  }

  /** The place of a kind's schema in the book. */
  static String kind(ResourceKind kind) {
    return "/kinds/" + kind.path();
  }

  static String configurationOf(String plugin) {
    return "/plugins/" + plugin + "/conf";
  }

  static String consumerOf(String plugin) {
    return "/plugins/" + plugin + "/consumer";
  }

  static String metadataOf(String plugin) {
    return "/plugins/" + plugin + "/metadata";
  }

  /** A schema with those that it refers to, so that it stands by itself. */
  Optional<JsonObject> schema(String place) {
    return Pointer.parse(place, book)
        .in(book)
        .map(
            schema -> JsonTree.object(schema.asJsonObject()).add(SHARED, book.get(SHARED)).build());
  }

  /** The first thing that is wrong with a value. */
  Optional<Problem> problem(String schema, JsonValue value) {
    Validator.Result result = validator.validate(URI.create(ROOT + "#" + schema), (Object) value);
    return result.isValid()
        ? Optional.empty()
        : Optional.of(new Explanation(book, value).of(result.getErrors()));
  }

  /** The trees of this program, as they are. */
  private static final class Nodes implements JsonNodeFactory {
    @Override
    public JsonNode wrap(Object node) {
      return node instanceof JsonNode wrapped ? wrapped : new JakartaJsonNode((JsonValue) node);
    }

    @Override
    public JsonNode create(String text) {
      return new JakartaJsonNode(StrictJson.parse(text));
    }
  }
}
