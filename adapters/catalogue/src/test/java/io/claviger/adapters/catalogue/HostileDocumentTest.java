package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.refusal;
import static io.claviger.adapters.catalogue.Fixture.routeWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.resource.ResourceKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Documents as large as the program reads, made to cost much: each is refused, and soon. */
class HostileDocumentTest {
  private static final int SIZE = 1_000_000;

  @Test
  void aLongStringIsNotMatchedAgainstAPattern() {
    String origins = "https://a" + ",https://a".repeat(SIZE / 10);
    String message =
        refusal(ResourceKind.ROUTE, routeWith("'cors': {'allow_origins': '" + origins + "'}"));
    assertTrue(message.contains("/plugins/cors/allow_origins: must"), message);
  }

  @Test
  void manyElementsAreNotComparedWithEachOther() {
    String brokers =
        IntStream.range(0, SIZE / 25)
            .mapToObj(i -> "{'host': 'a', 'port': " + (i % 65_535 + 1) + "}")
            .collect(Collectors.joining(","));
    assertEquals(
        "failed to check the configuration of plugin kafka-logger err: /plugins/kafka-logger/brokers:"
            + " must have at most 1000 elements",
        refusal(
            ResourceKind.ROUTE,
            routeWith("'kafka-logger': {'kafka_topic': 't', 'brokers': [" + brokers + "]}")));
  }

  @Test
  void manyFailuresAreOneMessage() {
    String items = "{'type': 'body', 'action': 'regex', 'name': 'n'},".repeat(SIZE / 50);
    String message =
        refusal(ResourceKind.ROUTE, routeWith("'data-mask': {'request': [" + items + "{}]}"));
    assertTrue(message.contains("/plugins/data-mask/request/0: needs "), message);
  }

  @Test
  void deepNestingIsWalked() {
    String deep = "[".repeat(80) + "]".repeat(80);
    for (String plugin : List.of("workflow': {'rules", "multi-auth': {'auth_plugins")) {
      String message = refusal(ResourceKind.ROUTE, routeWith("'" + plugin + "': " + deep + "}"));
      assertTrue(message.contains("must"), message);
    }
  }

  @Test
  void threadsShareOneCatalogue() {
    String good = routeWith("'limit-count': {'count': 1, 'time_window': 1}");
    String bad = routeWith("'limit-count': {'count': 0, 'time_window': 1}");
    long refused =
        IntStream.range(0, 2000)
            .parallel()
            .filter(
                i -> {
                  if (i % 2 == 0) {
                    Fixture.check(ResourceKind.ROUTE, good);
                    return false;
                  }
                  return refusal(ResourceKind.ROUTE, bad).endsWith("greater than 0");
                })
            .count();
    assertEquals(1000, refused);
  }
}
