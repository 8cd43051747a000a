package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches make no resource larger than one that can be sent. */
class PatchSizeTest {
  private static final String PART = "\u00e4".repeat(450_000);

  @Test
  void patchesThatAreSmallEachMakeNoLargeResource(@TempDir Path directory) {
    try (ResourceHouse house = new ResourceHouse(directory)) {
      house.put(
          "routes",
          "1",
          "{\"uri\":\"/\",\"plugins\":{\"response-rewrite\":{\"body\":\"%s\"}}}".formatted(PART));
      Resource before = house.get("routes", "1");

      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () ->
                  house.patch(
                      ResourceHouse.ALL,
                      "routes",
                      "1",
                      "{\"plugins\":{\"mocking\":{\"response_example\":\"%s\"}}}".formatted(PART)));

      assertEquals(
          "the resource would be larger than 1.5 MiB",
          assertInstanceOf(Refusal.Invalid.class, refused.refusal()).message());
      assertEquals(before, house.get("routes", "1"));
    }
  }
}
