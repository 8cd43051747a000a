package io.claviger.adapters.dpchannel;

import static io.claviger.domain.resource.ResourceKind.ROUTE;
import static io.claviger.domain.resource.ResourceKind.SERVICE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.adapters.dpchannel.DpServerConfig.Times;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchTest {
  private final Plant plant = new Plant(new Limits(50, 20, 3), Plant.QUICK);
  private final EtcdClient client = plant.client();

  @AfterEach
  void close() {
    client.close();
    plant.close();
  }

  private Revision put(String id) {
    Revision revision = plant.put(ROUTE, id, "{\"id\":\"" + id + "\"}");
    plant.settle(revision);
    return revision;
  }

  private static String key(JsonObject event) {
    return new String(
        Base64.getDecoder().decode(event.getJsonObject("kv").getString("key")), ISO_8859_1);
  }

  private static List<JsonObject> events(JsonObject result) {
    return result.getJsonArray("events").getValuesAs(JsonObject.class);
  }

  private static long revision(JsonObject result) {
    return Long.parseLong(result.getJsonObject("header").getString("revision"));
  }

  private Presence presence() {
    return requireNonNull(plant.dataPlanes.present().get(plant.instance));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it never happens");
      Thread.onSpinWait();
    }
  }

  @Test
  void createdComesAtOnceAndAloneInAChunk() {
    // Here a client is more impatient than a heartbeat, which would look the same.
    try (Plant patient = new Plant(Limits.DEFAULT, Times.DEFAULT);
        EtcdClient follower = patient.client()) {
      EtcdClient.Response head = follower.watch("1");
      assertEquals(200, head.status());
      assertEquals("chunked", head.headers().get("transfer-encoding"));
      JsonObject created = follower.message();
      assertTrue(created.getBoolean("created"));
      assertEquals(Set.of("header", "created"), created.keySet());
    }
  }

  @Test
  void aPutAndADeletionArriveEachInAMessageOfItsOwn() {
    client.watch("1");
    put("1");
    JsonObject put = client.result();
    assertEquals(1, revision(put));
    assertEquals("/apisix/routes/1", key(events(put).getFirst()));
    assertFalse(events(put).getFirst().containsKey("type"));
    plant.delete(ROUTE, "1");
    JsonObject deleted = client.result();
    assertEquals(2, revision(deleted));
    assertEquals("DELETE", events(deleted).getFirst().getString("type"));
    assertEquals(
        Set.of("key", "mod_revision"), events(deleted).getFirst().getJsonObject("kv").keySet());
  }

  @Test
  void theBacklogComesFirstAndAReplayOfItIsTheSame() {
    put("1");
    put("2");
    put("1");
    client.watch("1");
    JsonObject backlog = client.result();
    assertEquals(
        List.of("/apisix/routes/2", "/apisix/routes/1"),
        events(backlog).stream().map(WatchTest::key).toList());
    assertEquals(3, revision(backlog));
    try (EtcdClient again = plant.client()) {
      again.watch("\"3\"");
      JsonObject replayed = again.result();
      assertEquals(events(backlog).getLast(), events(replayed).getFirst());
      assertEquals(3, revision(replayed));
    }
  }

  @Test
  void nothingIsLostBetweenReadingEverythingAndTheWatch() {
    put("1");
    EtcdClient.Response read = client.range("/apisix", "/apisiy");
    put("2");
    plant.delete(ROUTE, "1");
    put("3");
    long fromRead = revision(read.json());
    long fromQuestion = revision(client.range("/apisix/", "").json());
    for (long start : List.of(fromRead, fromQuestion)) {
      try (EtcdClient worker = plant.client()) {
        worker.watch(Long.toString(start + 1));
        assertEquals(
            List.of("/apisix/routes/2", "/apisix/routes/1", "/apisix/routes/3"),
            events(worker.result()).stream().map(WatchTest::key).toList());
      }
    }
  }

  @Test
  void whoFollowsStaysWhileTheFeedsRestAndIsToldThenWhatChanged() {
    client.watch("1");
    put("1");
    client.result();

    plant.feeds.rest("the control plane is sealed");
    plant.put(ROUTE, "2", "{}");
    plant.delete(ROUTE, "1");
    try (EtcdClient other = plant.client()) {
      EtcdClient.Response range = other.range("/apisix/", "");
      assertEquals(503, range.status());
      assertTrue(range.json().toString().contains("sealed"), range.json().toString());
      assertEquals(503, other.watch("2").status());
    }
    assertTrue(client.message().getBoolean("created"), "a heartbeat");

    plant.feeds.start();
    assertEquals(
        List.of("/apisix/routes/2", "/apisix/routes/1"),
        events(client.result()).stream().map(WatchTest::key).toList());
  }

  @Test
  void whatTheDatabaseLostWhileTheFeedsRestedIsNoWayBackUnnoticed() {
    client.watch("1");
    Revision kept = put("1");
    put("2");
    plant.feeds.rest("the control plane is sealed");
    plant.stored.loseCommitsAfter(plant.scope, kept);

    plant.feeds.start();
    assertTrue(plant.alarms.of(plant.scope).orElse("no alarm").contains("went back"));
    try (EtcdClient other = plant.client()) {
      assertEquals(503, other.range("/apisix/", "").status());
    }
  }

  @Test
  void aGroupThatComesWhileTheFeedsRestIsReadOnlyThen() {
    Scope other = Scope.of(UUID.randomUUID());
    plant.feeds.rest("the control plane is sealed");
    plant.stored.addGroup(other);
    plant.feeds.poll();
    assertTrue(plant.feeds.of(other).isEmpty());

    plant.feeds.start();
    assertTrue(plant.feeds.of(other).isPresent());
  }

  @Test
  void directoriesAreInNoEvent() {
    client.watch("1");
    put("1");
    assertEquals(
        List.of("/apisix/routes/1"), events(client.result()).stream().map(WatchTest::key).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"0\"", "null"})
  void aWatchWithoutAStartTellsOfWhatComesNext(String start) {
    put("1");
    client.watch(start);
    assertEquals(1, revision(client.message()));
    put("2");
    assertEquals("/apisix/routes/2", key(events(client.result()).getFirst()));
  }

  @Test
  void revisionsOfMessagesNeverGoDownAndCoverTheirEvents() {
    Thread writer = Thread.ofVirtual().start(() -> range(300).forEach(this::put));
    client.watch("1");
    long before = 0;
    Set<String> keys = new HashSet<>();
    while (before < 300) {
      JsonObject message = client.message();
      assertTrue(revision(message) >= before);
      before = revision(message);
      if (message.containsKey("events")) {
        for (JsonObject event : events(message)) {
          long modified = Long.parseLong(event.getJsonObject("kv").getString("mod_revision"));
          assertTrue(modified <= before);
          keys.add(key(event));
        }
      }
    }
    assertEquals(7, keys.size());
    join(writer);
  }

  private static List<String> range(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "k" + i % 7).toList();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsOutsideTheRangeIsNotTold() {
    client.send(
        EtcdClient.message(
            "POST",
            "/v3/watch",
            "{\"create_request\":{\"key\":\""
                + EtcdClient.base64("/apisix/services")
                + "\",\"range_end\":\""
                + EtcdClient.base64("/apisix/servicet")
                + "\",\"start_revision\":1,\"progress_notify\":true}}"));
    client.head();
    put("1");
    plant.put(SERVICE, "s", "{\"id\":\"s\"}");
    assertEquals("/apisix/services/s", key(events(client.result()).getFirst()));
  }

  @Test
  void aSilentWatchGetsCreatedAgainAndNothingElse() {
    put("1");
    client.watch("2");
    for (int i = 0; i < 4; i++) {
      JsonObject message = client.message();
      assertEquals(Set.of("header", "created"), message.keySet());
      assertEquals(1, revision(message));
    }
  }

  /** Another process served it; here nobody has told of the change yet. */
  @Test
  void whoIsAheadOfThisProcessOnlyWaitsUntilItHasCaughtUp() {
    put("1");
    Revision committed = plant.store(ROUTE, "2", "{\"id\":\"2\"}");
    client.watch(Long.toString(committed.value() + 1));
    JsonObject created = client.message();
    assertEquals(Set.of("header", "created"), created.keySet());
    assertEquals(committed.value(), revision(created));
    put("3");
    assertEquals("/apisix/routes/3", key(events(client.result()).getFirst()));
  }

  @Test
  void whoIsAheadOfAProcessThatCannotReadIsNotToldToGoBack() {
    put("1");
    client.watch("1");
    client.result();
    Revision committed = plant.store(ROUTE, "2", "{\"id\":\"2\"}");
    plant.stored.down = true;
    try (EtcdClient other = plant.client()) {
      assertEquals(503, other.watch(Long.toString(committed.value() + 1)).status());
    }
    plant.stored.down = false;
  }

  @Test
  void aDatabaseThatLostCommitsFreezesTheGroupAndNobodySeesTheRevisionGoBack() {
    Revision kept = put("1");
    Revision lost = put("2");
    client.watch("1");
    client.result();
    plant.stored.loseCommitsAfter(plant.scope, kept);
    plant.feeds.poll();
    assertTrue(plant.alarms.of(plant.scope).orElseThrow().contains("went back from 2 to 1"));
    plant.store(ROUTE, "3", "{\"id\":\"3\"}");
    plant.store(ROUTE, "4", "{\"id\":\"4\"}");
    plant.feeds.poll();
    try (EtcdClient other = plant.client()) {
      assertEquals(503, other.watch("4").status());
    }
    assertEquals(lost, plant.feeds.of(plant.scope).orElseThrow().revision());
  }

  private static void assertToldToStartOver(EtcdClient from, long compactRevision) {
    JsonObject canceled = from.message();
    for (int signs = 0; signs < 50 && canceled.containsKey("created"); signs++) {
      canceled = from.message();
    }
    assertEquals(Set.of("header", "canceled", "compact_revision"), canceled.keySet());
    assertEquals(Long.toString(compactRevision), canceled.getString("compact_revision"));
    assertTrue(from.chunk().isEmpty());
  }

  @Test
  void whoMayHaveMissedAForgottenDeletionIsToldToReadEverythingAgain() {
    put("1");
    put("2");
    plant.delete(ROUTE, "1");
    put("3");
    plant.stored.prune(new Revision(3));
    put("4");
    client.watch("3");
    assertToldToStartOver(client, 6);
    try (EtcdClient knowing = plant.client()) {
      knowing.watch("4");
      assertEquals(
          List.of("/apisix/routes/3", "/apisix/routes/4"),
          events(knowing.result()).stream().map(WatchTest::key).toList());
    }
  }

  @Test
  void aFeedThatStoodStillWhileDeletionsWereForgottenStartsOverWithItsFollowers() {
    put("1");
    client.watch("2");
    client.message();
    plant.storeDeletion(ROUTE, "1");
    plant.stored.prune(new Revision(2));
    plant.feeds.committed(plant.scope);
    assertToldToStartOver(client, 3);
    try (EtcdClient other = plant.client()) {
      JsonObject range = other.range("/apisix/routes/1", "").json();
      assertFalse(range.containsKey("kvs"), range::toString);
    }
  }

  @Test
  void aFrozenFeedGoesOnThoughDeletionsWereForgottenMeanwhile() {
    put("1");
    client.watch("2");
    client.message();
    plant.alarms.raise(plant.scope, "a test");
    plant.storeDeletion(ROUTE, "1");
    plant.stored.prune(new Revision(2));
    assertToldToStartOver(client, 3);
    assertEquals(Optional.empty(), plant.alarms.of(plant.scope));
  }

  @Test
  void aStartAfterTheLastDeletionWasForgottenIsNoWayBack() {
    Consumer<Plant> before =
        found -> {
          found.storeDeletion(ROUTE, "1");
          found.stored.prune(new Revision(1));
        };
    try (Plant started = new Plant(Limits.DEFAULT, Times.DEFAULT, DpTls.fastest(), before);
        EtcdClient follower = started.client()) {
      follower.watch("2");
      assertTrue(follower.message().getBoolean("created"));
      started.put(ROUTE, "2", "{}");
      assertEquals("/apisix/routes/2", key(events(follower.result()).getFirst()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "\"99999999999999\"", "9223372036854775807"})
  void whoIsAheadIsToldToReadEverythingAgain(String start) {
    put("1");
    put("2");
    client.watch(start);
    JsonObject created = client.message();
    assertEquals(Set.of("header", "created"), created.keySet());
    JsonObject canceled = client.message();
    assertEquals(Set.of("header", "canceled", "compact_revision"), canceled.keySet());
    assertEquals("3", canceled.getString("compact_revision"));
    assertTrue(client.chunk().isEmpty());
    try (EtcdClient again = plant.client()) {
      again.watch(canceled.getString("compact_revision"));
      assertTrue(again.message().getBoolean("created"));
      put("3");
      assertEquals("/apisix/routes/3", key(events(again.result()).getFirst()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"progress_request\":{}}",
        "{\"create_request\":{}}",
        "{\"create_request\":{\"key\":\"Lw==\",\"start_revision\":-1}}",
        "{\"create_request\":{\"key\":\"Lw==\",\"prev_kv\":true}}",
        "{\"create_request\":{\"key\":\"Lw==\",\"watch_id\":7}}",
        "{\"create_request\":{\"key\":\"Lw==\",\"filters\":[\"NOPUT\"]}}",
        "{\"create_request\":{\"key\":\"Lw==\"}}{\"cancel_request\":{}}"
      })
  void whatIsNotServedIsRefusedByStatus(String body) {
    EtcdClient.Response response = client.post("/v3/watch", body);
    assertEquals(400, response.status());
    assertTrue(response.json().get("error") instanceof JsonString);
  }

  @Test
  void aFrozenGroupWithoutASnapshotIsUnavailableInsteadOfEmpty() {
    try (Plant frozen =
            new Plant(
                Limits.DEFAULT,
                Plant.QUICK,
                DpTls.fastest(),
                fresh -> fresh.alarms.raise(fresh.scope, "a row was changed"));
        EtcdClient peer = frozen.client()) {
      EtcdClient.Response watch = peer.post("/v3/watch", EtcdClient.watchBody("1"));
      assertEquals(503, watch.status());
      assertTrue(watch.json().get("error") instanceof JsonString);
      assertEquals(503, peer.range("/apisix", "/apisiy").status());
    }
  }

  @Test
  void revocationEndsAStreamWithoutALastChunkAndRefusesTheNext() {
    client.watch("1");
    client.message();
    plant.stored.gateways.revoke(plant.instance, java.time.Instant.now());
    plant.dataPlanes.refresh();
    while (client.chunk().isPresent()) {
      // Signs of life that were on their way.
    }
    try (EtcdClient again = plant.client()) {
      EtcdClient.Response response = again.post("/v3/watch", EtcdClient.watchBody("1"));
      assertEquals(401, response.status());
      assertTrue(response.json().get("error") instanceof JsonString);
    }
  }

  @Test
  void nothingIsWrittenAfterTheRevocation() {
    client.watch("1");
    client.message();
    plant.dataPlanes.revoke(plant.instance);
    put("secret");
    for (var chunk = client.chunk(); chunk.isPresent(); chunk = client.chunk()) {
      assertFalse(chunk.get().contains("events"));
    }
  }

  @Test
  void theEndOfAGroupEndsItsStreams() {
    client.watch("1");
    client.message();
    plant.stored.removeGroup(plant.scope);
    plant.feeds.poll();
    while (client.chunk().isPresent()) {
      // Signs of life that were on their way.
    }
  }

  @Test
  void thePresenceKnowsItsStreamsAndWhatTheyWereGiven() {
    put("1");
    client.watch("2");
    client.message();
    assertEquals(1, presence().streams());
    await(() -> presence().sighting().delivered().equals(new Revision(1)));
    put("2");
    client.result();
    await(() -> presence().sighting().delivered().equals(new Revision(2)));
    client.close();
    await(() -> presence().streams() == 0);
    await(() -> plant.feeds.of(plant.scope).orElseThrow().followers() == 0);
  }

  @Test
  void anInstanceHasABoundedNumberOfStreams() {
    try (EtcdClient second = plant.client();
        EtcdClient third = plant.client();
        EtcdClient fourth = plant.client()) {
      assertEquals(200, client.watch("1").status());
      assertEquals(200, second.watch("1").status());
      assertEquals(200, third.watch("1").status());
      assertEquals(429, fourth.post("/v3/watch", EtcdClient.watchBody("1")).status());
      client.close();
      await(() -> presence().streams() == 2);
      assertEquals(200, fourth.watch("1").status());
    }
  }

  @Test
  void anotherRequestOnAWatchEndsIt() {
    client.watch("1");
    client.message();
    client.send("GET /version HTTP/1.1\r\n\r\n");
    assertTrue(client.endsSoon());
  }

  @Test
  void aPeerThatDoesNotReadIsCutOffAndTheOthersGoOn() {
    client.watch("1");
    client.message();
    try (EtcdClient reader = plant.client()) {
      reader.watch("1");
      String filler = "x".repeat(200_000);
      long last = 0;
      for (int i = 0; i < 60; i++) {
        plant.settle(
            plant.put(ROUTE, "r" + i, "{\"id\":\"r" + i + "\",\"desc\":\"" + filler + "\"}"));
        last = revision(reader.result());
      }
      assertEquals(60, last);
      await(() -> presence().streams() == 1);
    }
  }

  @Test
  void aClosingServerEndsStreamsWithoutALastChunkWithinSeconds() {
    client.watch("1");
    client.message();
    try (EtcdClient idle = plant.client()) {
      idle.get("/version");
      plant.server.close();
      assertTrue(idle.chunk().isEmpty());
    }
    while (client.chunk().isPresent()) {
      // Signs of life that were on their way.
    }
    assertEquals(0, presence().streams());
  }
}
