package io.claviger.domain.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
  private static final JsonValue DOCUMENT =
      StrictJson.parse(
          """
          {"z":"1","a/b":["2",{"":"3","n":4,"t":true,"0":null}],"e":{},"y":"5"}""");

  @Test
  void everyStringIsVisitedInDocumentOrder() {
    List<String> seen = new ArrayList<>();
    JsonStrings.visit(DOCUMENT, (pointer, text) -> seen.add(pointer + "=" + text));
    assertEquals(List.of("/z=1", "/a~1b/0=2", "/a~1b/1/=3", "/y=5"), seen);
  }

  @Test
  void visitedPointersLeadToTheirStrings() {
    JsonStrings.visit(
        DOCUMENT,
        (pointer, text) -> assertEquals(JsonTree.string(text), pointer.in(DOCUMENT).orElseThrow()));
  }

  @Test
  void replacingChangesTheStringsAndNothingElse() {
    JsonValue replaced = JsonStrings.replace(DOCUMENT, (pointer, text) -> pointer + "!" + text);
    assertEquals(
        """
        {"z":"/z!1","a/b":["/a~1b/0!2",{"":"/a~1b/1/!3","n":4,"t":true,"0":null}],"e":{},\
        "y":"/y!5"}""",
        replaced.toString());
    assertEquals(DOCUMENT, JsonStrings.replace(DOCUMENT, (pointer, text) -> text));
  }

  @Test
  void aLoneStringIsADocument() {
    assertEquals(
        JsonTree.string("b"), JsonStrings.replace(JsonTree.string("a"), (pointer, text) -> "b"));
  }
}
