package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.KeyRange;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.port.Aead;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sealed value opens for its place and its version only, whoever put it elsewhere: here somebody
 * who has the key of the rows, so that every row is intact, and who knows where the same secret
 * stands twice, so that its marker is right there too.
 */
class SealedBindingTest {
  private static final String SECRET = "canary in a coal mine";
  private static final String FIELD = "/plugins/limit-count/redis_password";
  private static final String FIRST = "/plugins/kafka-logger/brokers/0/sasl_config/password";
  private static final String SECOND = "/plugins/kafka-logger/brokers/1/sasl_config/password";
  private static final KeyRange EVERYTHING = new KeyRange("\0", Optional.of("\0"));

  private final XaesGcmAead aead = new XaesGcmAead(new SecureRandom());
  @TempDir private Path directory;
  private ResourceHouse house;

  @BeforeEach
  void open() {
    house = new ResourceHouse(directory);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /**
   * What the others do, but for where the value comes from: it is not the doing that is refused.
   */
  @Test
  void theValueOfThisPlaceAndVersionOpens() {
    Resource route = house.put("routes", "1", limited("/*")).resource();
    plant(route, FIELD, bound(route, route.key().place(pointer(route, FIELD)), Shift.NONE));

    try (ChangeFeeds feeds = house.feeds(house.resources)) {
      feeds.start();
      assertTrue(served(feed(feeds, route)).contains(base64("/apisix/routes/1")));
      assertTrue(house.opened("routes", "1").toString().contains(SECRET));
      assertEquals(Optional.empty(), house.alarms.of(route.key().scope()));
    }
  }

  @Test
  void aValueFromAnotherFieldDoesNotOpen() {
    Resource route = house.put("routes", "1", logged()).resource();

    plant(route, SECOND, value("routes", "1", FIRST));

    assertFrozen(route);
  }

  @Test
  void aValueFromAnotherResourceDoesNotOpen() {
    Resource one = house.put("routes", "1", limited("/1")).resource();
    Resource two = house.put("routes", "2", limited("/2")).resource();
    SealedValue ofOne = value("routes", "1", FIELD);

    assertFrozen(movedTo(two, one, ofOne));
  }

  @Test
  void aValueFromAResourceOfAnotherKindDoesNotOpen() {
    Resource service =
        house.put("services", "1", limited("/*").replace("\"uri\":\"/*\",", "")).resource();
    Resource route = house.put("routes", "1", limited("/*")).resource();
    SealedValue ofService = value("services", "1", FIELD);

    assertFrozen(movedTo(route, service, ofService));
  }

  @Test
  void aValueFromAnotherGroupDoesNotOpen() {
    Resource route = house.put("routes", "1", limited("/*")).resource();

    plant(route, FIELD, sealedIn(otherGroup(), route));

    assertFrozen(route);
  }

  /** Groups have keys of their own. Even if two shared one, their values would not open. */
  @Test
  void aValueForAnotherGroupUnderTheSameKeyDoesNotOpen() {
    Resource route = house.put("routes", "1", limited("/*")).resource();
    Place here = route.key().place(pointer(route, FIELD));
    Place there = new Place(Scope.of(UUID.randomUUID()), here.kind(), here.id(), here.pointer());

    plant(route, FIELD, bound(route, there, Shift.NONE));

    assertFrozen(route);
  }

  @Test
  void aValueUnderAnotherKeyDoesNotOpen() {
    Resource route = house.put("routes", "1", limited("/*")).resource();
    SealedValue foreign = sealedIn(otherGroup(), route);

    plant(route, FIELD, new SealedValue(value("routes", "1", FIELD).key(), foreign.body()));

    assertFrozen(route);
  }

  @Test
  void aValueThatNamesAnotherKeyThanItWasSealedForDoesNotOpen() {
    Resource route = house.put("routes", "1", limited("/*")).resource();

    plant(route, FIELD, bound(route, route.key().place(pointer(route, FIELD)), Shift.KEY));

    assertFrozen(route);
  }

  @Test
  void aValueOfANextVersionDoesNotOpen() {
    Resource route = house.put("routes", "1", limited("/*")).resource();

    plant(route, FIELD, bound(route, route.key().place(pointer(route, FIELD)), Shift.VERSION));

    assertFrozen(route);
  }

  @Test
  void noFlippedBitOpens() {
    Resource route = house.put("routes", "1", limited("/*")).resource();
    SealedValue right = value("routes", "1", FIELD);

    for (int index = 0; index < right.body().length; index++) {
      byte[] flipped = right.body().clone();
      flipped[index] ^= 1;
      plant(route, FIELD, new SealedValue(right.key(), flipped));
      assertDoesNotOpen(route);
    }
    assertFrozen(route);
  }

  /** Data planes keep what they had before, and do not get the rest of the change either. */
  @Test
  void anOlderValueThatIsReplayedStopsItsGroupAtTheLastGoodSnapshot() {
    Resource before = house.put("routes", "1", limited("/before")).resource();
    SealedValue older = value("routes", "1", FIELD);
    try (ChangeFeeds feeds = house.feeds(house.resources)) {
      feeds.start();
      ChangeFeed feed = feed(feeds, before);
      String good = served(feed);
      Resource after = house.put("routes", "1", limited("/after")).resource();

      plant(after, FIELD, older);

      assertFalse(feed.catchUp());
      assertTrue(feed.frozen().isPresent());
      assertEquals(before.revision(), feed.revision());
      assertEquals(good, served(feed));
      assertDoesNotOpen(after);
    }
  }

  /** Every row is as its MAC says; what does not open is frozen, and nothing of it is served. */
  private void assertFrozen(Resource resource) {
    house.unitOfWork.inTransaction(
        () -> {
          house.rows.verify(resource.key().scope());
          return true;
        });
    house.alarms.clear(resource.key().scope());
    try (ChangeFeeds feeds = house.feeds(house.resources)) {
      feeds.start();
      ChangeFeed feed = feed(feeds, resource);
      assertTrue(feed.frozen().orElse("goes on").contains("does not open"));
      RefusedException refused = assertThrows(RefusedException.class, () -> served(feed));
      assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
    }
    assertDoesNotOpen(resource);
  }

  private void assertDoesNotOpen(Resource resource) {
    String kind = resource.key().kind().path();
    String id = resource.key().id().value();
    RefusedException refused = assertThrows(RefusedException.class, () -> house.opened(kind, id));
    assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
    assertTrue(refused.refusal().message().contains(kind + "/" + id + " does not open"));
    assertTrue(house.alarms.of(resource.key().scope()).isPresent());
  }

  private static ChangeFeed feed(ChangeFeeds feeds, Resource resource) {
    return feeds.of(resource.key().scope()).orElseThrow();
  }

  private static String served(ChangeFeed feed) {
    StringBuilder entries = new StringBuilder();
    feed.range(EVERYTHING)
        .entries()
        .forEach(entry -> entries.append(new String(entry, StandardCharsets.UTF_8)).append('\n'));
    return entries.toString();
  }

  /** Keys and values are base64 on their way, as etcd has them. */
  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Pointer pointer(Resource resource, String text) {
    return Pointer.parse(text, resource.document());
  }

  private SealedValue value(String kind, String id, String pointer) {
    return Optional.ofNullable(house.sealedOf(kind, id).get(pointer)).orElseThrow();
  }

  /** Puts one sealed value in the place of another. */
  private void plant(Resource resource, String pointer, SealedValue sealed) {
    Map<String, SealedValue> values =
        new HashMap<>(house.sealedOf(resource.key().kind().path(), resource.key().id().value()));
    assertTrue(values.containsKey(pointer));
    values.put(pointer, sealed);
    house.unitOfWork.inTransaction(
        () -> {
          house.sealedValues.replace(
              resource.key().scope(),
              resource.key().kind().path(),
              resource.key().id().value(),
              resource.revision().value(),
              values);
          return true;
        });
  }

  /** Gives a resource the sealed value of another, and its revision, which that one gives up. */
  private Resource movedTo(Resource target, Resource source, SealedValue sealed) {
    house.delete(source.key().kind().path(), source.key().id().value(), false);
    Resource moved =
        new Resource(target.key(), target.document(), source.created(), source.revision());
    house.unitOfWork.inTransaction(
        () -> {
          house.resources.save(moved, Set.of());
          return true;
        });
    plant(moved, FIELD, sealed);
    return moved;
  }

  private Scope otherGroup() {
    Scope other = Scope.of(UUID.randomUUID());
    house.unitOfWork.inTransaction(
        () -> {
          house.sealing.createScope(other);
          return true;
        });
    return other;
  }

  /** The same secret, as it is sealed in another group at the same place in it. */
  private SealedValue sealedIn(Scope other, Resource route) {
    Place here = route.key().place(pointer(route, FIELD));
    Place there = new Place(other, here.kind(), here.id(), here.pointer());
    return seal(house.sealing, there, route);
  }

  private enum Shift {
    NONE,
    KEY,
    VERSION
  }

  /** The same secret under the right key, but bound to another place, key id or version. */
  private SealedValue bound(Resource route, Place place, Shift shift) {
    KeyId key = value("routes", "1", FIELD).key();
    long version = route.revision().value();
    byte[] associatedData =
        place.associatedData(
            shift == Shift.KEY ? new KeyId("0123456789abcdef") : key,
            shift == Shift.VERSION ? version + 1 : version);
    Sealing elsewhere =
        new Sealing(
            house.keyrings,
            house.sealedValues,
            new BoundTo(aead, associatedData),
            new HmacPrf(),
            new SecureRandom(),
            house.alarms,
            Telemetry.NONE);
    return seal(elsewhere, route.key().place(pointer(route, FIELD)), route);
  }

  private SealedValue seal(Sealing sealing, Place place, Resource route) {
    try (Secret secret = Secret.ofText(SECRET)) {
      return house.unitOfWork.inTransaction(
          () -> sealing.seal(place, route.revision().value(), secret));
    }
  }

  /** Seals for these associated data, whatever it is asked for. */
  private record BoundTo(Aead real, byte[] associatedData) implements Aead {
    @Override
    public byte[] seal(Secret key, Secret plaintext, byte[] asked) {
      return real.seal(key, plaintext, associatedData);
    }

    @Override
    public Optional<Secret> open(Secret key, byte[] sealed, byte[] asked) {
      return real.open(key, sealed, asked);
    }
  }

  private static String limited(String uri) {
    return """
    {"uri":"%s","upstream":{"nodes":{"127.0.0.1:80":1}},"plugins":{"limit-count":{
      "count":1,"time_window":60,"policy":"redis","redis_host":"redis","redis_password":"%s"}}}
    """
        .formatted(uri, SECRET);
  }

  private static String logged() {
    return """
    {"uri":"/*","upstream":{"nodes":{"127.0.0.1:80":1}},"plugins":{"kafka-logger":{
      "kafka_topic":"t","brokers":[
        {"host":"one","port":9092,"sasl_config":{"user":"u","password":"%s"}},
        {"host":"two","port":9092,"sasl_config":{"user":"u","password":"%s"}}]}}}
    """
        .formatted(SECRET, SECRET);
  }
}
