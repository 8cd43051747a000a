package io.claviger.domain.ssl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SniTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "EXAMPLE.com, example.COM, true",
    "a.example.com, *.example.com, true",
    "A.example.com, *.EXAMPLE.com, true",
    "*.example.com, *.example.com, true",
    "example.com, *.example.com, false",
    "a.b.example.com, *.example.com, false",
    ".example.com, *.example.com, false",
    "aexample.com, *.example.com, false",
    "a.example.com.evil.org, *.example.com, false",
    "*.example.com, a.example.com, false",
    "*.b.example.com, *.example.com, false",
    "*.example.com, *.com, false",
    "*a.example.com, *.example.com, false",
    "ab.example.com, a*.example.com, false",
    "a.b.example.com, a.*.example.com, false",
    "a.example.com, *, false",
    "localhost, *, false",
    "a.example.com, example.com, false"
  })
  void aWildcardStandsForOneWholeLabel(String name, String certificateName, boolean covered) {
    assertEquals(covered, new Sni(name).isCoveredBy(List.of(certificateName)));
  }

  @Test
  void oneOfTheNamesIsEnough() {
    assertTrue(new Sni("a.example.com").isCoveredBy(List.of("b.example.org", "*.example.com")));
    assertFalse(new Sni("a.example.com").isCoveredBy(List.of()));
  }
}
