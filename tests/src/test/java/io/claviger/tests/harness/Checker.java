package io.claviger.tests.harness;

import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Looks for what an APISIX data plane would stumble over or lose by. It remembers what one stream
 * has said so far, and the violations of all streams of a data plane.
 */
public final class Checker {
  private static final Set<String> CREATED = Set.of("header", "created");
  private static final Set<String> CANCELED = Set.of("header", "canceled", "compact_revision");
  private static final Set<String> EVENTS = Set.of("header", "events");

  private final List<String> violations = new CopyOnWriteArrayList<>();
  private long told;
  private long delivered;
  private boolean begun;

  /** What was wrong, in the order in which it was seen; empty if nothing was. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** A new stream that tells of everything from a revision on. */
  void streamBegins(long start) {
    told = 0;
    delivered = start - 1;
    begun = false;
  }

  void streamEndsWithALastChunk() {
    violate("a stream ended with a last chunk");
  }

  /**
   * What was read of a stream up to a chunk that ended with the end of a line.
   *
   * @return the message in it
   */
  JsonObject message(String read) {
    expect(read.indexOf('\n') == read.length() - 1, "a chunk has more than the end of one line");
    JsonObject envelope = StrictJson.parse(read.strip()).asJsonObject();
    expect(envelope.keySet().equals(Set.of("result")), "a message is not a result");
    JsonObject message =
        envelope.getOrDefault("result", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
    Set<String> members = message.keySet();
    expect(
        members.equals(CREATED) || members.equals(CANCELED) || members.equals(EVENTS),
        "a message is neither created, nor canceled with a compact_revision, nor events");
    expect(begun || members.equals(CREATED), "a stream does not begin with created");
    begun = true;
    long revision = WireEntry.revision(message);
    expect(revision >= told, "the revision of a header went down");
    told = Math.max(told, revision);
    if (message.get("events") instanceof JsonArray events) {
      events(events, revision);
    }
    return message;
  }

  private void events(JsonArray events, long revision) {
    expect(revision > delivered, "a message with events repeats a revision");
    expect(!events.isEmpty(), "a message has an empty list of events");
    long before = delivered;
    for (JsonObject event : events.getValuesAs(JsonObject.class)) {
      long modified = WireEntry.integer(event.getJsonObject("kv"), "mod_revision");
      expect(modified > before, "the revisions of events do not increase");
      expect(modified <= revision, "an event is newer than its header");
      before = modified;
      event(event);
    }
    delivered = Math.max(delivered, revision);
  }

  private void event(JsonObject event) {
    JsonObject kv = event.getJsonObject("kv");
    if (event.containsKey("type")) {
      expect(event.getString("type").equals("DELETE"), "an event has another type than DELETE");
      expect(
          kv.keySet().equals(Set.of("key", "mod_revision")),
          "a deletion has more than key and revision");
    } else {
      WireEntry entry = WireEntry.of(kv);
      expect(entry.createRevision() <= entry.modRevision(), "a key is older than its creation");
      expect(entry.value() instanceof JsonObject, "the value of an event is no JSON object");
    }
  }

  /** The body of a range. */
  void range(JsonObject body) {
    if (body.get("kvs") instanceof JsonArray kvs) {
      expect(!kvs.isEmpty(), "a range has an empty list of entries");
      String before = "";
      for (JsonObject kv : kvs.getValuesAs(JsonObject.class)) {
        String key = WireEntry.key(kv);
        expect(key.compareTo(before) > 0, "the keys of a range do not ascend");
        expect(
            WireEntry.isDirectory(kv) == key.endsWith("/"),
            "an entry is neither a directory nor a resource");
        expect(
            WireEntry.integer(kv, "mod_revision") <= WireEntry.revision(body),
            "an entry is newer than its range");
        before = key;
      }
    }
  }

  private void expect(boolean condition, String violation) {
    if (!condition) {
      violate(violation);
    }
  }

  private void violate(String violation) {
    violations.add(violation);
  }
}
