package io.claviger.domain.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTreeTest {
  /** The table of RFC 7396, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b\"}; {\"a\":\"c\"}; {\"a\":\"c\"}",
        "{\"a\":\"b\"}; {\"b\":\"c\"}; {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}; {\"a\":null}; {}",
        "{\"a\":\"b\",\"b\":\"c\"}; {\"a\":null}; {\"b\":\"c\"}",
        "{\"a\":[\"b\"]}; {\"a\":\"c\"}; {\"a\":\"c\"}",
        "{\"a\":\"c\"}; {\"a\":[\"b\"]}; {\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}}; {\"a\":{\"b\":\"d\",\"c\":null}}; {\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]}; {\"a\":[1]}; {\"a\":[1]}",
        "[\"a\",\"b\"]; [\"c\",\"d\"]; [\"c\",\"d\"]",
        "{\"a\":\"b\"}; [\"c\"]; [\"c\"]",
        "{\"a\":\"foo\"}; null; null",
        "{\"a\":\"foo\"}; \"bar\"; \"bar\"",
        "{\"e\":null}; {\"a\":1}; {\"e\":null,\"a\":1}",
        "[1,2]; {\"a\":\"b\",\"c\":null}; {\"a\":\"b\"}",
        "{}; {\"a\":{\"bb\":{\"ccc\":null}}}; {\"a\":{\"bb\":{}}}"
      })
  void mergeIsTheStandardsMergePatch(String target, String patch, String result) {
    assertEquals(
        StrictJson.parse(result),
        JsonTree.merge(StrictJson.parse(target), StrictJson.parse(patch)));
  }

  @Test
  void stringsKeepTheMapsOrder() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("z", "1");
    members.put("a", "2");
    assertEquals("{\"z\":\"1\",\"a\":\"2\"}", JsonTree.strings(members).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1e3, 1000",
    "-999999999999999999, -999999999999999999",
    "1e17, 100000000000000000",
    "1e18, 1E+18",
    "1.50, 1.50",
    "1e-5, 0.00001",
    "1e2147483647, 1E+2147483647"
  })
  void numbersKeepTheirValue(BigDecimal number, String text) {
    assertEquals(text, JsonTree.number(number).toString());
  }
}
