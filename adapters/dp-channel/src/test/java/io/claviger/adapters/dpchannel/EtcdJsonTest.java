package io.claviger.adapters.dpchannel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EtcdJsonTest {
  private static final String HEADER =
      "\"header\":{\"cluster_id\":\"4867321941\",\"member_id\":\"4867321942\","
          + "\"revision\":\"7\",\"raft_term\":\"2\"}";

  private final EtcdJson json = new EtcdJson();
  private final ResourceKey key =
      new ResourceKey(Scope.of(UUID.randomUUID()), ResourceKind.ROUTE, new ResourceId("1"));
  private final byte[] entry =
      json.entry(key, "{\"id\":\"1\"}".getBytes(UTF_8), new Revision(3), new Revision(7));

  @Test
  void anEntryHasItsIntegersAsStringsAndItsBytesAsBase64() {
    assertEquals(
        "{\"key\":\"L2FwaXNpeC9yb3V0ZXMvMQ==\",\"create_revision\":\"3\",\"mod_revision\":\"7\","
            + "\"value\":\"eyJpZCI6IjEifQ==\"}",
        text(entry));
  }

  @Test
  void aPutHasNoType() {
    assertEquals("{\"kv\":" + text(entry) + "}", text(json.put(entry)));
  }

  @Test
  void aDeletionHasNeitherValueNorCreation() {
    assertEquals(
        "{\"type\":\"DELETE\",\"kv\":{\"key\":\"L2FwaXNpeC9yb3V0ZXMvMQ==\",\"mod_revision\":\"7\"}}",
        text(json.deleted(key.wireKey(), new Revision(7))));
  }

  @Test
  void aFrameIsOneLine() {
    assertEquals(
        "{\"result\":{" + HEADER + ",\"events\":[{\"a\":1},{\"b\":2}]}}\n",
        text(
            json.frame(
                new Revision(7),
                List.of(
                    List.of("{\"a\":1}".getBytes(UTF_8)),
                    List.of("{\"b\"".getBytes(UTF_8), ":2}".getBytes(UTF_8))))));
  }

  @Test
  void anEmptyRangeLeavesOutItsEntriesAndTheirNumber() {
    assertEquals("{" + HEADER + "}", text(EtcdJson.range(new Revision(7), List.of(), false, 0)));
  }

  @Test
  void theEntriesOfARangeAreSeparatedByCommas() {
    assertEquals(
        "{" + HEADER + ",\"kvs\":[1,2,3],\"more\":true,\"count\":\"5\"}",
        text(
            EtcdJson.range(
                new Revision(7),
                List.of("1".getBytes(UTF_8), "2".getBytes(UTF_8), "3".getBytes(UTF_8)),
                true,
                5)));
  }

  private static String text(List<byte[]> parts) {
    return parts.stream().map(EtcdJsonTest::text).collect(Collectors.joining());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
