package io.claviger.adapters.catalogue;

import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.Pointer;
import jakarta.json.JsonValue;
import java.util.regex.Pattern;

/**
 * A field of a document by which what a request holds could be sent on.
 *
 * @param ofVariables only while a string in it names a variable that holds a header of the request,
 *     as {@code $http_authorization}, or a cookie
 */
record Forward(Pointer pointer, boolean ofVariables) {
  private static final String VARIABLE = ".<variable>";
  private static final Pattern HEADERS =
      Pattern.compile("(http|cookie)_", Pattern.CASE_INSENSITIVE);

  /** A field of what stands at a pointer, by its dotted name. */
  static Forward of(Pointer at, String name) {
    boolean ofVariables = name.endsWith(VARIABLE);
    String field = ofVariables ? name.substring(0, name.length() - VARIABLE.length()) : name;
    return new Forward(Pointer.of(field.split("\\.")).below(at), ofVariables);
  }

  boolean countsIn(JsonValue document) {
    return !ofVariables || pointer.in(document).map(Forward::namesVariable).orElse(false);
  }

  private static boolean namesVariable(JsonValue value) {
    boolean[] found = {false};
    JsonStrings.visit(value, (at, text) -> found[0] |= HEADERS.matcher(text).find());
    return found[0];
  }
}
