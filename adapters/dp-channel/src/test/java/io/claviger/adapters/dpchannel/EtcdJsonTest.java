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
                List.of("{\"a\":1}".getBytes(UTF_8), "{\"b\":2}".getBytes(UTF_8)))));
  }

  @Test
  void anEmptyRangeLeavesOutItsEntriesAndTheirNumber() {
    assertEquals(
        "{" + HEADER + "}",
        text(EtcdJson.rangeBegin(new Revision(7), false))
            + text(EtcdJson.rangeEnd(false, false, 0)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
