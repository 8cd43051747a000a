package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.claviger.domain.Texts;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.shared.Scope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final Scope SCOPE = new Scope("0b7d1c9e-5f3a-4d52-8a6b-3c2e1f0a9d84");
  private static final KeyId KEY = new KeyId("00112233445566ff");

  /** Made with another program, from the description of the format. */
  @Test
  void associatedDataIsThePublishedFormat() {
    Place place =
        new Place(SCOPE, "routes", "r1", Pointer.of("plugins", "limit-count", "redis_password"));
    assertEquals(
        "00000012636c6176696765722f7365616c65642f7631000000103030313132323333343435353636666600000024"
            + "30623764316339652d356633612d346435322d386136622d33633265316630613964383400000006726f7574"
            + "6573000000027231000000232f706c7567696e732f6c696d69742d636f756e742f72656469735f7061737377"
            + "6f7264000000023432",
        hex(place.associatedData(KEY, 42)));
  }

  @Test
  void markerContextIsThePublishedFormat() {
    assertEquals(
        "00000012636c6176696765722f6d61726b65722f76310000002430623764316339652d356633612d346435322d38"
            + "6136622d3363326531663061396438340000000473736c730000000131000000072f6b6579732f2a",
        hex(new Place(SCOPE, "ssls", "1", Pointer.of("keys").index(3)).markerContext()));
  }

  @Test
  void wrappedKeysPlaceIsThePublishedFormat() {
    assertEquals(
        "00000014636c6176696765722f646174612d6b65792f76310000000673797374656d00000010"
            + "30303131323233333434353536366666",
        hex(WrappedKey.place(Scope.SYSTEM, KEY)));
  }

  @Test
  void everyPartChangesTheAssociatedData() {
    Pointer pointer = Pointer.of("a", "b");
    Place place = new Place(SCOPE, "routes", "r1", pointer);
    List<byte[]> all =
        List.of(
            place.associatedData(KEY, 1),
            place.associatedData(KEY, 2),
            place.associatedData(new KeyId("00112233445566fe"), 1),
            new Place(Scope.SYSTEM, "routes", "r1", pointer).associatedData(KEY, 1),
            new Place(SCOPE, "services", "r1", pointer).associatedData(KEY, 1),
            new Place(SCOPE, "routes", "r2", pointer).associatedData(KEY, 1),
            new Place(SCOPE, "routes", "r1", Pointer.of("a/b")).associatedData(KEY, 1),
            new Place(SCOPE, "routes", "r", Pointer.of("1", "a", "b")).associatedData(KEY, 1),
            new Place(SCOPE, "route", "sr1", pointer).associatedData(KEY, 1),
            new Place(SCOPE, "routesr", "1", pointer).associatedData(KEY, 1),
            place.markerContext());
    assertEquals(all.size(), all.stream().map(PlaceTest::hex).distinct().count());
  }

  @Test
  void noTwoPlacesShareTheirAssociatedData() {
    SplittableRandom random = new SplittableRandom(7);
    Map<String, Place> seen = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      Place place =
          new Place(
              SCOPE,
              Texts.any(random),
              Texts.any(random),
              Pointer.of(Texts.any(random), Texts.any(random)));
      Place before = seen.put(hex(place.associatedData(KEY, 1)), place);
      assertEquals(before == null ? place : before, place);
    }
  }

  @Test
  void elementsOfAnArrayShareTheirMarkerContextOnly() {
    Place first = new Place(SCOPE, "ssls", "1", Pointer.of("keys").index(0));
    Place second = new Place(SCOPE, "ssls", "1", Pointer.of("keys").index(1));
    assertArrayEquals(first.markerContext(), second.markerContext());
    assertFalse(Arrays.equals(first.associatedData(KEY, 1), second.associatedData(KEY, 1)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
