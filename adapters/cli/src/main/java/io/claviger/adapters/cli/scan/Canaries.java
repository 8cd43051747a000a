package io.claviger.adapters.cli.scan;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.adapters.cli.server.Answer;
import io.claviger.adapters.cli.server.ControlPlane;
import io.claviger.adapters.cli.server.UnreachableException;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * Secrets of nobody, written through the Admin API to be looked for, in a gateway group of their
 * own. Closing deletes the group.
 */
final class Canaries implements AutoCloseable {
  private static final int BYTES = 24;

  private final ControlPlane plane;
  private final String group;
  private final Secret mark;
  private final Secret key = random();
  private final Secret password = random();

  private Canaries(ControlPlane plane, String group, Secret mark) {
    this.plane = plane;
    this.group = group;
    this.mark = mark;
  }

  /** Refused where the control plane refuses; then nothing stays of it. */
  static Canaries plant(ControlPlane plane, Terminal terminal) {
    String group = "canaries-" + Long.toHexString(new SecureRandom().nextLong());
    terminal.note("Plants in the gateway group " + group + ", and deletes it in the end.");
    Secret mark = random();
    plane
        .post(
            "/api/gateway_groups",
            JsonTree.object()
                .add("id", group)
                .add("name", group)
                .add(
                    "description",
                    "made and deleted by doctor plaintext-scan --plant; " + mark.revealText())
                .build())
        .good();
    Canaries made = new Canaries(plane, group, mark);
    try {
      plane.put(made.consumers(), made.consumer()).good();
      return made;
    } catch (RuntimeException e) {
      try (made) {
        throw e;
      }
    }
  }

  private static Secret random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().encode(bytes));
  }

  /** JSON is the boundary where a secret becomes a string. */
  private JsonObject consumer() {
    return JsonTree.object()
        .add("username", "canary")
        .add(
            "plugins",
            JsonTree.object()
                .add("key-auth", JsonTree.object().add("key", key.revealText()))
                .add(
                    "basic-auth",
                    JsonTree.object()
                        .add("username", "canary")
                        .add("password", password.revealText())))
        .build();
  }

  private String consumers() {
    return "/apisix/admin/consumers?gateway_group_id=" + group;
  }

  /** No secret: it lies in the database beside them, and in no address or log. */
  Secret mark() {
    return mark;
  }

  List<Secret> strings() {
    return List.of(key, password);
  }

  /** What the control plane answers whoever reads the consumer. */
  byte[] read() {
    return plane.get(consumers()).good().json().toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Deletes the group, and wipes the strings.
   *
   * @throws io.claviger.domain.shared.RefusedException naming the group if it is still there
   */
  @Override
  public void close() {
    strings().forEach(Secret::close);
    mark.close();
    try {
      Answer answer = plane.delete("/api/gateway_groups/" + group + "?force=true");
      if (!answer.isGood()) {
        throw stillThere(answer.status() + ": " + answer.message());
      }
    } catch (UnreachableException e) {
      throw stillThere(e.reason());
    }
  }

  private RefusedException stillThere(String why) {
    return unavailable("the gateway group " + group + " is still there: delete it (" + why + ")");
  }
}
