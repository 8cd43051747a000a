package io.claviger.adapters.catalogue;

import dev.harrel.jsonschema.JsonNode;
import io.claviger.domain.json.Pointer;
import java.util.List;
import java.util.Optional;

/** Formats that the strings of an array have in turn, from the first again after the last. */
record Formats(List<Format> inTurn) {
  Formats {
    inTurn = List.copyOf(inTurn);
  }

  static Formats of(JsonNode names) {
    return new Formats(names.asArray().stream().map(JsonNode::asString).map(Format::of).toList());
  }

  /** The first thing that is wrong with an array, where elements that are no strings are let be. */
  Optional<Problem> problem(JsonNode array) {
    List<JsonNode> elements = array.asArray();
    for (int i = 0; i < elements.size(); i++) {
      Optional<String> refusal = refusal(elements.get(i), inTurn.get(i % inTurn.size()));
      if (refusal.isPresent()) {
        return Optional.of(new Problem(Pointer.ROOT.index(i), refusal.get()));
      }
    }
    return elements.size() % inTurn.size() == 0
        ? Optional.empty()
        : Optional.of(
            new Problem(Pointer.ROOT, "must have a multiple of " + inTurn.size() + " elements"));
  }

  private static Optional<String> refusal(JsonNode element, Format format) {
    return element.isString() && !Keywords.isReference(element)
        ? format.refusal(element.asString())
        : Optional.empty();
  }
}
