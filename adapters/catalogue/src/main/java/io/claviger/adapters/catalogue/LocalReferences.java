package io.claviger.adapters.catalogue;

import dev.harrel.jsonschema.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The references in a JSON Schema that stands in a configuration. A gateway follows each when it
 * compiles the schema: it drops what leads nowhere or out of the schema, and never comes back from
 * one that leads to itself.
 */
record LocalReferences(JsonNode root) {
  private static final String REFERENCE = "$ref";
  private static final String ROOT = "#";

  /** Whether all lead to a schema in the same document. */
  boolean allLead() {
    Set<String> known = new HashSet<>();
    return objects(root).allMatch(object -> leads(object, known));
  }

  private static Stream<Map<String, JsonNode>> objects(JsonNode node) {
    if (node.isArray()) {
      return node.asArray().stream().flatMap(LocalReferences::objects);
    }
    return node.isObject()
        ? Stream.concat(
            Stream.of(node.asObject()),
            node.asObject().values().stream().flatMap(LocalReferences::objects))
        : Stream.empty();
  }

  /**
   * @param known those that were followed to their ends, so that none is followed twice
   */
  private boolean leads(Map<String, JsonNode> object, Set<String> known) {
    Set<String> followed = new HashSet<>();
    Optional<String> next = reference(object);
    while (next.isPresent() && !known.contains(next.get())) {
      Optional<JsonNode> target = target(next.get());
      if (target.isEmpty() || !followed.add(next.get())) {
        return false;
      }
      next =
          target
              .filter(JsonNode::isObject)
              .map(JsonNode::asObject)
              .flatMap(LocalReferences::reference);
    }
    known.addAll(followed);
    return true;
  }

  private static Optional<String> reference(Map<String, JsonNode> object) {
    return Optional.ofNullable(object.get(REFERENCE))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  /** A name is taken as it is written; one that is escaped is found by no gateway either. */
  private Optional<JsonNode> target(String reference) {
    if (reference.equals(ROOT)) {
      return Optional.of(root);
    }
    return reference.startsWith("#/")
        ? Stream.of(reference.substring(2).split("/", -1))
            .reduce(
                Optional.of(root),
                (node, name) ->
                    node.filter(JsonNode::isObject)
                        .map(JsonNode::asObject)
                        .flatMap(members -> Optional.ofNullable(members.get(name))),
                (first, second) -> second)
        : Optional.empty();
  }
}
