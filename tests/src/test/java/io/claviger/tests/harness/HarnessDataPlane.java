package io.claviger.tests.harness;

import io.claviger.tests.harness.DpSocket.Response;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A data plane of tests. It reads and follows its configuration as a process of APISIX 3.18 does
 * ({@code apisix/core/config_etcd.lua}): it reads everything and takes over the directories whose
 * keys it finds. If it found one that it has no use for, it watches from the revision of what it
 * has read, and otherwise asks for one. Then it reads each directory that it did not find, and from
 * then on applies what is newer than what it has. It connects again when a stream ends, and reads
 * every directory again when it is told to.
 *
 * <p>It runs on one virtual thread with two connections, so that a thousand fit into one JVM.
 * Nothing that it holds is on disk. What it finds wrong is in {@link #violations}.
 */
public final class HarnessDataPlane implements AutoCloseable {
  /** What a data plane registers that loads grpc-transcode and proxies streams. */
  public static final List<String> DIRECTORIES =
      List.of(
          "routes",
          "services",
          "upstreams",
          "consumers",
          "ssls",
          "global_rules",
          "plugin_configs",
          "plugin_metadata",
          "consumer_groups",
          "protos",
          "stream_routes",
          "secrets",
          "plugins");

  private final DpEndpoint endpoint;
  private final Pace pace;
  private final Checker checker = new Checker();
  private final ConfigurationCopy copy = new ConfigurationCopy();
  private final DpReads reads;
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger resyncs = new AtomicInteger();
  private final AtomicInteger events = new AtomicInteger();
  private final Thread thread = Thread.ofVirtual().name("data-plane").unstarted(this::run);
  private volatile boolean closed;
  private volatile @Nullable DpSocket stream;
  private final Set<String> unread = new TreeSet<>(DIRECTORIES);
  private long next;

  /**
   * How long it waits.
   *
   * @param silence of a stream, before it begins another ({@code etcd.watch_timeout})
   * @param failure after a watch that did not open
   * @param resync after a range that failed ({@code etcd.resync_delay})
   */
  public record Pace(Duration silence, Duration failure, Duration resync) {
    /** As APISIX does by default. */
    public static final Pace APISIX =
        new Pace(Duration.ofSeconds(50), Duration.ofSeconds(3), Duration.ofSeconds(5));

    /** For tests in which much fails. */
    public static final Pace HASTY =
        new Pace(Duration.ofSeconds(50), Duration.ofMillis(100), Duration.ofMillis(100));
  }

  private HarnessDataPlane(DpEndpoint endpoint, Pace pace) {
    this.endpoint = endpoint;
    this.pace = pace;
    this.reads = new DpReads(endpoint, checker);
  }

  public static HarnessDataPlane start(DpEndpoint endpoint, Pace pace) {
    HarnessDataPlane plane = new HarnessDataPlane(endpoint, pace);
    plane.thread.start();
    return plane;
  }

  /** Reads everything once, on a connection of its own. */
  public static Map<String, WireEntry> read(DpEndpoint endpoint) throws IOException {
    try (DpReads once = new DpReads(endpoint, new Checker())) {
      Map<String, WireEntry> entries = new TreeMap<>();
      once.everything().entries().forEach(entry -> entries.put(entry.key(), entry));
      return entries;
    }
  }

  /** What it has under a key such as {@code /apisix/routes/1}. */
  public Optional<WireEntry> get(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  /** All that it has, by key. */
  public Map<String, WireEntry> entries() {
    return copy.entries();
  }

  /**
   * Waits until it has read everything and follows.
   *
   * @throws AssertionError if that does not happen in time
   */
  public void awaitLoaded(Duration limit) {
    if (!copy.await(entries -> resyncs() > 0, limit)) {
      throw new AssertionError("the data plane has not read everything in " + limit);
    }
  }

  /** How many watches it has opened so far. */
  public int streams() {
    return streams.get();
  }

  /** How often it has read everything, the first time included. */
  public int resyncs() {
    return resyncs.get();
  }

  /** How many changes its watches have told it of. */
  public int events() {
    return events.get();
  }

  public List<String> violations() {
    return checker.violations();
  }

  /**
   * Waits until what it has under a key is as it should be.
   *
   * @throws AssertionError if that does not happen in time
   */
  public void await(String key, Predicate<Optional<WireEntry>> condition, Duration limit) {
    if (!copy.await(entries -> condition.test(Optional.ofNullable(entries.get(key))), limit)) {
      throw new AssertionError(key + " does not become what it should in " + limit);
    }
  }

  /**
   * Waits until it has these entries and no other; {@link #read} gives those of the control plane.
   *
   * @throws AssertionError if that does not happen in time, or anything was wrong on the way
   */
  public void awaitEquals(Map<String, WireEntry> expected, Duration limit) {
    if (!copy.await(expected::equals, limit)) {
      throw new AssertionError(
          "the data plane has "
              + entries().size()
              + " entries that differ from the expected "
              + expected.size()
              + " after "
              + limit);
    }
    if (!violations().isEmpty()) {
      throw new AssertionError("the data plane saw violations: " + violations());
    }
  }

  private void run() {
    while (!closed) {
      try {
        if (next == 0) {
          next = beginning();
        }
        follow();
      } catch (IOException | UncheckedIOException e) {
        // The stream ended or was silent for too long: the next one begins at once.
      }
    }
  }

  private long beginning() throws IOException {
    try {
      DpReads.Range preload = reads.everything();
      Set<String> unused = new TreeSet<>(preload.directories());
      DIRECTORIES.forEach(unused::remove);
      takeOver(preload);
      return 1
          + (unused.isEmpty() || preload.revision() == 0
              ? reads.range("/apisix/", "").revision()
              : preload.revision());
    } catch (IOException e) {
      pause(pace.resync());
      throw e;
    }
  }

  private void takeOver(DpReads.Range preload) {
    for (String directory : DIRECTORIES) {
      if (preload.directories().contains(directory)) {
        copy.replace(
            directory,
            preload.entries().stream().filter(entry -> isIn(directory, entry)).toList(),
            preload.revision());
        unread.remove(directory);
      }
    }
    if (unread.isEmpty()) {
      resyncs.incrementAndGet();
      copy.touch();
    }
  }

  private static boolean isIn(String directory, WireEntry entry) {
    return ConfigurationCopy.directory(entry.key()).equals(directory);
  }

  private void follow() throws IOException {
    try (DpSocket socket = connect()) {
      stream = socket;
      Response head = socket.open("/v3/watch", watchBody(next));
      if (head.status() >= 300) {
        pause(pace.failure());
        return;
      }
      streams.incrementAndGet();
      checker.streamBegins(next);
      boolean goesOn = true;
      while (goesOn && !closed) {
        goesOn = advance(socket.message());
      }
    }
  }

  private DpSocket connect() throws IOException {
    try {
      return DpSocket.open(endpoint, pace.silence());
    } catch (IOException e) {
      pause(pace.failure());
      throw e;
    }
  }

  /** Whether the stream goes on. */
  private boolean advance(Optional<String> read) throws IOException {
    if (read.isEmpty()) {
      checker.streamEndsWithALastChunk();
      return false;
    }
    JsonObject message = checker.message(read.get());
    if (message.containsKey("canceled")) {
      return startOverAt(WireEntry.integer(message, "compact_revision"));
    }
    if (!unread.isEmpty()) {
      readDirectories();
    }
    return message.containsKey("created") || apply(message);
  }

  private boolean apply(JsonObject message) {
    long revision = WireEntry.revision(message);
    if (revision < next) {
      return startOverAt(revision);
    }
    List<JsonObject> told = message.getJsonArray("events").getValuesAs(JsonObject.class);
    events.addAndGet(told.size());
    copy.apply(told, revision);
    if (revision > next) {
      next = revision + 1;
    }
    return true;
  }

  private boolean startOverAt(long revision) {
    next = revision;
    unread.addAll(DIRECTORIES);
    return false;
  }

  private void readDirectories() throws IOException {
    for (String directory : List.copyOf(unread)) {
      DpReads.Range range = read(directory);
      copy.replace(directory, range.entries(), range.revision());
      unread.remove(directory);
    }
    resyncs.incrementAndGet();
    copy.touch();
  }

  private DpReads.Range read(String directory) throws IOException {
    while (!closed) {
      try {
        return reads.directory(directory);
      } catch (IOException e) {
        pause(pace.resync());
      }
    }
    throw new IOException("closed");
  }

  private static String watchBody(long start) {
    return "{\"create_request\":{\"key\":\""
        + WireEntry.base64("/apisix/")
        + "\",\"range_end\":\""
        + WireEntry.base64("/apisix0")
        + "\",\"start_revision\":"
        + start
        + "}}";
  }

  private void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Cuts its stream, as a network does; it connects again. */
  public void disconnect() {
    DpSocket open = stream;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    disconnect();
    reads.close();
  }
}
