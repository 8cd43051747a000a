package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.Pointer.Member;
import io.claviger.domain.json.Pointer.Step;
import io.claviger.domain.plugin.FieldPath;
import io.claviger.domain.plugin.SecretField;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A secret field of a configuration, and the fields that decide to whom the gateway sends it.
 *
 * @param destinations dotted names from the configuration's root
 * @param elsewhere the fields outside of the configuration
 * @param carriers as {@link SecretField} has them
 */
record SecretRule(
    FieldPath field, List<String> destinations, List<Forward> elsewhere, Set<String> carriers) {
  SecretRule {
    destinations = List.copyOf(destinations);
    elsewhere = List.copyOf(elsewhere);
    carriers = Set.copyOf(carriers);
  }

  /** The secrets of a configuration that stands at a pointer in a document. */
  Stream<SecretField> secrets(Pointer at, JsonValue configuration, JsonValue document) {
    List<Pointer> found = field.strings(at, configuration);
    if (found.isEmpty()) {
      return Stream.empty();
    }
    List<Pointer> outside =
        elsewhere.stream().filter(field -> field.countsIn(document)).map(Forward::pointer).toList();
    return found.stream()
        .map(
            secret ->
                new SecretField(
                    secret,
                    Stream.concat(
                            destinations.stream().map(name -> destination(name, at, secret)),
                            outside.stream())
                        .toList(),
                    carriers));
  }

  private static Pointer destination(String name, Pointer at, Pointer secret) {
    List<Step> steps = secret.steps().subList(at.steps().size(), secret.steps().size());
    return beside(at, List.of(name.split("\\.")), steps);
  }

  /**
   * Follows the secret's own steps as long as the names agree, so that a destination inside an
   * array is one of the secret's own element.
   */
  private static Pointer beside(Pointer at, List<String> names, List<Step> steps) {
    if (names.isEmpty()) {
      return at;
    }
    List<String> laterNames = names.subList(1, names.size());
    if (steps.isEmpty()) {
      return beside(at.member(names.getFirst()), laterNames, steps);
    }
    List<Step> laterSteps = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Pointer.Index index -> beside(at.then(index), names, laterSteps);
      case Member(String name) when name.equals(names.getFirst()) ->
          beside(at.member(name), laterNames, laterSteps);
      case Member _ -> beside(at.member(names.getFirst()), laterNames, List.of());
    };
  }
}
