package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of a configuration that a gateway runs.
 *
 * @param fields each the names that lead to it; none for all of the configuration
 */
record CodeFields(List<List<String>> fields) {
  /** The gateway runs this one itself, before the plugin. */
  static final CodeFields OF_EVERY_PLUGIN = of(List.of("_meta.pre_function"));

  private static final String ALL = ".";

  CodeFields {
    fields = List.copyOf(fields);
  }

  /** From dotted names, where a single dot is all of the configuration. */
  static CodeFields of(List<String> names) {
    return new CodeFields(
        names.stream()
            .map(name -> name.equals(ALL) ? List.<String>of() : List.of(name.split("\\.")))
            .toList());
  }

  /** Those that a configuration has, which stands at a pointer. */
  Stream<Pointer> in(Pointer at, JsonValue configuration) {
    return fields.stream()
        .map(names -> Pointer.of(names.toArray(String[]::new)))
        .filter(field -> field.in(configuration).isPresent())
        .map(field -> field.below(at));
  }
}
