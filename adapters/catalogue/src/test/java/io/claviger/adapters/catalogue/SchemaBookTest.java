package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import org.junit.jupiter.api.Test;

class SchemaBookTest {
  private static SchemaBook book(String schema) {
    return new SchemaBook(json("{'plugins': {'p': {'conf': " + schema + "}}}"));
  }

  /** Alternatives in a loop take a stack frame for each character. */
  @Test
  void aPatternDoesNotReadWhatIsLongerThanItMay() {
    SchemaBook book = book("{'pattern': '^(a|b)*\\\\z', 'maxLength': 10}");
    String schema = SchemaBook.configurationOf("p");
    assertTrue(book.problem(schema, JsonTree.string("ababababab")).isEmpty());
    assertTrue(book.problem(schema, JsonTree.string("abababababa")).isPresent());
    assertTrue(book.problem(schema, JsonTree.string("ab".repeat(500_000))).isPresent());
  }

  @Test
  void aPatternWithoutALimitIsNotCompiled() {
    NullPointerException refused =
        assertThrows(NullPointerException.class, () -> book("{'pattern': '^a'}"));
    assertEquals("a pattern without maxLength", refused.getMessage());
  }

  @Test
  void anUnknownFormatIsNotCompiled() {
    assertThrows(IllegalStateException.class, () -> book("{'format': 'hostname'}"));
  }
}
