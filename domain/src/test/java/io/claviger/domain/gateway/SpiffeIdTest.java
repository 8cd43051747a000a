package io.claviger.domain.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.Texts;
import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {
  private static final String A = "0b7d1c9e-5f3a-4d52-8a6b-3c2e1f0a9d84";
  private static final String B = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
  private static final String C = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  private static final String GOLDEN = "spiffe://" + A + "/group/" + B + "/instance/" + C;

  @Test
  void identityIsThePublishedFormat() {
    SpiffeId id = new SpiffeId(UUID.fromString(A), new Scope(B), InstanceId.parse(C));
    assertEquals(GOLDEN, id.toString());
    assertEquals(Optional.of(id), SpiffeId.parse(GOLDEN));
  }

  @Test
  void printedIdentitiesReadBack() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 5_000; i++) {
      SpiffeId id = new SpiffeId(any(random), Scope.of(any(random)), new InstanceId(any(random)));
      assertEquals(Optional.of(id), SpiffeId.parse(id.toString()));
    }
  }

  @Test
  void everyChangedCharacterIsRefusedOrAnotherIdentity() {
    Optional<SpiffeId> golden = SpiffeId.parse(GOLDEN);
    Texts.withOneCharacterChanged(GOLDEN)
        .forEach(changed -> assertNotEquals(golden, SpiffeId.parse(changed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spiffe://",
        "SPIFFE://" + A + "/group/" + B + "/instance/" + C,
        "https://" + A + "/group/" + B + "/instance/" + C,
        "spiffe://0B7D1C9E-5F3A-4D52-8A6B-3C2E1F0A9D84/group/" + B + "/instance/" + C,
        "spiffe://" + A + "/Group/" + B + "/instance/" + C,
        "spiffe://" + A + "/group/" + B + "/instance/" + C + "/",
        "spiffe://" + A + "/group/" + B + "/instance/" + C + "/admin",
        "spiffe://" + A + "/x/group/" + B + "/instance/" + C,
        "spiffe://" + A + "//group/" + B + "/instance/" + C,
        "spiffe://" + A + ":443/group/" + B + "/instance/" + C,
        "spiffe://user@" + A + "/group/" + B + "/instance/" + C,
        "spiffe://" + A + "/group/" + B + "/instance/" + C + "?a",
        "spiffe://" + A + "/group/" + B + "/instance/" + C + "#a",
        "spiffe://" + A + "/group/" + B + "/instance/" + C + "\n",
        "spiffe://" + A + "/group/system/instance/" + C,
        "spiffe://" + A + "/group/1-1-1-1-1/instance/" + C,
        "spiffe://" + A + "/group/../instance/" + C,
        "spiffe://" + A + "/group/" + B
      })
  void otherTextsAreNoIdentities(String uri) {
    assertTrue(SpiffeId.parse(uri).isEmpty());
  }

  private static UUID any(SplittableRandom random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
