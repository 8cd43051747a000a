package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Changes resources of its own, one change at a time, until the connection is cut, and knows what
 * each of them must be: as the last acknowledged change left it, or as the one change that was cut
 * off would.
 */
final class Writer {
  private static final int KEYS = 4;
  private static final String GROUP = "?gateway_group_id=default";

  private final AdminClient client;
  private final String name;
  private final Random random;
  private final AtomicInteger acknowledgements;
  private final List<String> requests = new ArrayList<>();
  private final Map<String, Content> certain = new HashMap<>();
  private @Nullable Change doubt;
  private int changes;
  private int unanswered;

  Writer(AdminClient client, String name, Random random, AtomicInteger acknowledgements) {
    this.client = client;
    this.name = name;
    this.random = random;
    this.acknowledgements = acknowledgements;
  }

  /** What tells one state of a resource from every other. */
  record Content(String text, String secret) {}

  /**
   * @param result empty if it deletes
   */
  private record Change(String key, Optional<Content> result) {}

  /** Returns when there is no answer any more, or a change is turned away with 503. */
  void writeUntilCut() {
    try {
      while (true) {
        String id = change(next()).headers().getOrDefault("x-request-id", "none");
        requests.add(id);
        acknowledgements.incrementAndGet();
      }
    } catch (UncheckedIOException e) {
      // The change in doubt is settled when the control plane is back.
    }
  }

  private Change next() {
    String key = (random.nextBoolean() ? "consumers/" : "routes/") + name + random.nextInt(KEYS);
    String version = name + "v" + ++changes;
    Content before = certain.get(key);
    int dice = random.nextInt(10);
    if (before != null && dice < 2) {
      return new Change(key, Optional.empty());
    }
    // Only routes can be patched, and a patch leaves the secret as it is.
    String secret =
        before != null && key.startsWith("routes/") && dice < 5
            ? before.secret()
            : "secret of " + version;
    return new Change(key, Optional.of(new Content("text of " + version, secret)));
  }

  private Answer change(Change change) {
    doubt = change;
    Answer answer = send(change);
    if (answer.status() == 503) {
      throw new UncheckedIOException(new IOException("turned away"));
    }
    if (answer.status() != 200 && answer.status() != 201) {
      throw new AssertionError(change + " was answered with " + answer.status() + answer.body());
    }
    doubt = null;
    become(change);
    return answer;
  }

  private Answer send(Change change) {
    String path = "/apisix/admin/" + change.key() + GROUP;
    if (change.result().isEmpty()) {
      return client.delete(path);
    }
    Content content = change.result().get();
    Content before = certain.get(change.key());
    return before != null && before.secret().equals(content.secret())
        ? client.patch(path, JsonTree.object().add("desc", content.text()).build().toString())
        : client.put(path, document(change.key(), content));
  }

  private void become(Change change) {
    change
        .result()
        .ifPresentOrElse(
            content -> certain.put(change.key(), content), () -> certain.remove(change.key()));
  }

  private static JsonObject document(String key, Content content) {
    String id = key.substring(key.indexOf('/') + 1);
    if (key.startsWith("consumers/")) {
      JsonObject auth = JsonTree.object().add("key", content.secret()).build();
      return JsonTree.object()
          .add("username", id)
          .add("desc", content.text())
          .add("plugins", JsonTree.object().add("key-auth", auth))
          .build();
    }
    JsonObject connect =
        JsonTree.object()
            .add("client_id", "gateway")
            .add("client_secret", content.secret())
            .add("discovery", "https://login.example.com/.well-known/openid-configuration")
            .add("bearer_only", true)
            .build();
    return JsonTree.object()
        .add("uri", "/" + id)
        .add("desc", content.text())
        .add("upstream", JsonTree.object().add("nodes", JsonTree.object().add("127.0.0.1:80", 1)))
        .add("plugins", JsonTree.object().add("openid-connect", connect))
        .build();
  }

  /** Finds out whether the change that was cut off was made. */
  void settle() {
    Change open = doubt;
    if (open == null) {
      return;
    }
    doubt = null;
    Answer answer = client.get("/apisix/admin/" + open.key() + GROUP);
    Optional<String> found =
        answer.status() == 404
            ? Optional.empty()
            : Optional.of(answer.expect(200).value().getString("desc"));
    if (found.equals(open.result().map(Content::text))) {
      unanswered++;
      become(open);
    } else if (!found.equals(Optional.ofNullable(certain.get(open.key())).map(Content::text))) {
      throw new AssertionError(open.key() + " is " + found + ", neither before nor after " + open);
    }
  }

  /** The ids of the requests that were acknowledged. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many changes were made that nobody was told of. */
  int unanswered() {
    return unanswered;
  }

  /** What a data plane must have, by key. */
  Map<String, Content> expected() {
    return Map.copyOf(certain);
  }

  /** What a data plane has, in the terms of {@link #expected}. */
  static Map<String, Content> contents(HarnessDataPlane plane) {
    Map<String, Content> contents = new HashMap<>();
    plane
        .entries()
        .forEach((key, entry) -> contents.put(key.substring("/apisix/".length()), content(entry)));
    return contents;
  }

  private static Content content(WireEntry entry) {
    JsonObject value = entry.value().asJsonObject();
    JsonObject plugins = value.getJsonObject("plugins");
    String secret =
        plugins.containsKey("key-auth")
            ? plugins.getJsonObject("key-auth").getString("key")
            : plugins.getJsonObject("openid-connect").getString("client_secret");
    return new Content(value.getString("desc"), secret);
  }
}
