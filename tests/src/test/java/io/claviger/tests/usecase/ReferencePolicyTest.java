package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group refuses references only once it has none. */
class ReferencePolicyTest {
  private final ResourceHouse house;

  ReferencePolicyTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'desc':'$env://NAME' | /desc",
        "'plugins':{'http-logger':{'uri':'http://a.example','auth_header':'$ENV://NAME'}} |"
            + " /plugins/http-logger/auth_header"
      })
  void aReferenceThatIsStoredKeepsTheGroupFromRefusingThem(String members, String field) {
    String route = "{'uri':'/','upstream':{'nodes':{'a:1':1}}%s}".replace('\'', '"');
    house.updateGroup(ReferencePolicy.GATEWAY);
    house.put("routes", "1", route.formatted("," + members.replace('\'', '"')));

    RefusedException refused =
        assertThrows(RefusedException.class, () -> house.updateGroup(ReferencePolicy.REFUSE));

    assertEquals(
        "references: routes/1 has one at " + field + "; replace it first",
        assertInstanceOf(Refusal.Conflict.class, refused.refusal()).message());
    house.put("routes", "1", route.formatted(""));
    house.updateGroup(ReferencePolicy.REFUSE);
  }

  @Test
  void aReferenceThatIsAlwaysAcceptedDoesNot() {
    house.updateGroup(ReferencePolicy.GATEWAY);
    house.put(
        "consumers",
        "jack",
        "{'username':'jack','plugins':{'key-auth':{'key':'$env://NAME'}}}".replace('\'', '"'));

    house.updateGroup(ReferencePolicy.REFUSE);
  }

  @Test
  void aPolicyCountsFromTheNextWriteOn() {
    String plain = "{'uri':'/','upstream':{'nodes':{'a:1':1}}}".replace('\'', '"');
    String reference =
        "{'uri':'/','desc':'$env://NAME','upstream':{'nodes':{'a:1':1}}}".replace('\'', '"');
    house.put("routes", "1", plain);
    assertThrows(RefusedException.class, () -> house.put("routes", "1", reference));

    house.updateGroup(ReferencePolicy.GATEWAY);
    house.put("routes", "1", reference);
    house.put("routes", "1", plain);
    house.updateGroup(ReferencePolicy.REFUSE);

    assertThrows(RefusedException.class, () -> house.put("routes", "1", reference));
  }
}
