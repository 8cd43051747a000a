package io.claviger.tests.harness;

import io.claviger.domain.json.StrictJson;
import io.claviger.tests.harness.DpSocket.Response;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Ranges, on a connection that is kept from one to the next and made again when it fails. */
final class DpReads implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final DpEndpoint endpoint;
  private final Checker checker;
  private volatile @Nullable DpSocket connection;

  DpReads(DpEndpoint endpoint, Checker checker) {
    this.endpoint = endpoint;
    this.checker = checker;
  }

  /**
   * @param directories the names of those whose keys were there
   */
  record Range(long revision, Set<String> directories, List<WireEntry> entries) {}

  Range everything() throws IOException {
    return range("/apisix", "/apisiy");
  }

  Range directory(String name) throws IOException {
    return range("/apisix/" + name, "/apisix/" + after(name));
  }

  /** The name with one more in its last byte: the end of what begins with the name. */
  private static String after(String name) {
    int last = name.length() - 1;
    return name.substring(0, last) + (char) (name.charAt(last) + 1);
  }

  /**
   * @param end empty for a single key
   */
  Range range(String from, String end) throws IOException {
    DpSocket socket = connection;
    if (socket == null) {
      socket = DpSocket.open(endpoint, LIMIT);
      connection = socket;
    }
    try {
      Response response = socket.post("/v3/kv/range", body(from, end));
      if (response.status() != 200) {
        throw new IOException("a range was refused with " + response.status());
      }
      return range(StrictJson.parse(response.body()).asJsonObject());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Range range(JsonObject body) {
    checker.range(body);
    Set<String> directories = new TreeSet<>();
    List<WireEntry> entries = new ArrayList<>();
    if (body.containsKey("kvs")) {
      for (JsonObject kv : body.getJsonArray("kvs").getValuesAs(JsonObject.class)) {
        if (WireEntry.isDirectory(kv)) {
          directories.add(ConfigurationCopy.directory(WireEntry.key(kv)));
        } else {
          entries.add(WireEntry.of(kv));
        }
      }
    }
    return new Range(WireEntry.revision(body), directories, entries);
  }

  private static String body(String from, String end) {
    return "{\"key\":\""
        + WireEntry.base64(from)
        + "\","
        + (end.isEmpty() ? "" : "\"range_end\":\"" + WireEntry.base64(end) + "\",")
        + "\"limit\":0,\"revision\":0,\"sort_order\":0,\"sort_target\":0,\"serializable\":false,"
        + "\"keys_only\":false,\"count_only\":false,\"min_mod_revision\":0,"
        + "\"max_mod_revision\":0,\"min_create_revision\":0,\"max_create_revision\":0}";
  }

  @Override
  public void close() {
    DpSocket socket = connection;
    connection = null;
    if (socket != null) {
      socket.close();
    }
  }
}
