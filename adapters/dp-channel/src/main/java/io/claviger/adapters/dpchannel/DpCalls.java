package io.claviger.adapters.dpchannel;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.KeyRange;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.DataPlanes.Peer;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.shared.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What the port does, free of sockets. Every call first finds out whether the peer counts, so it
 * may wait for the database and belongs on a virtual thread.
 */
final class DpCalls {
  /** The data plane's command line demands an {@code etcdcluster} of at least 3.4.0. */
  private static final byte[] VERSION =
      "{\"etcdserver\":\"3.5.0\",\"etcdcluster\":\"3.5.0\"}".getBytes(StandardCharsets.US_ASCII);

  /** Whose revision a process of APISIX begins to watch from that has used all it had read. */
  private static final KeyRange START = new KeyRange("/apisix/", Optional.empty());

  private final DataPlanes dataPlanes;
  private final NativeCalls nativeCalls;
  private final InstantSource clock;

  DpCalls(DataPlanes dataPlanes, NativeCalls nativeCalls, InstantSource clock) {
    this.clock = clock;
    this.dataPlanes = dataPlanes;
    this.nativeCalls = nativeCalls;
  }

  /** A request that has arrived as a whole. */
  record Call(String method, String target, byte[] body) {}

  /**
   * @param peer empty if its certificate names no instance
   * @param address of its socket
   * @param letIn is told which instance counts, before anything is done for it
   */
  Answer answer(Call call, Optional<Peer> peer, String address, Consumer<InstanceId> letIn) {
    try {
      Presence presence = dataPlanes.attach(peer, address);
      letIn.accept(presence.instance().id());
      Optional<Route> route =
          Route.of(call.target()).filter(found -> found.method.equals(call.method()));
      return route.isPresent()
          ? answer(route.get(), call, presence, address)
          : Answer.refused(404, 5, "there is no such call at this port");
    } catch (RefusedException e) {
      return Answer.refused(e.refusal());
    }
  }

  private Answer answer(Route route, Call call, Presence presence, String address) {
    return switch (route) {
      case VERSION -> new Answer.Json(200, VERSION);
      case RANGE -> range(EtcdBody.range(call.body()), presence);
      case WATCH -> watch(EtcdBody.watch(call.body()), presence);
      case WIRE_KEYRING -> wireKeyring(presence, address);
    };
  }

  private Answer wireKeyring(Presence presence, String address) {
    presence.fetchesKeyring(clock.instant());
    return new Answer.Hidden(
        nativeCalls.wireKeyring(presence, address, UUID.randomUUID().toString()));
  }

  private static Answer range(EtcdBody.Range request, Presence presence) {
    presence.feed().load();
    catchUp(presence.feed(), presence.sighting().delivered().value());
    ChangeFeed.Range found = read(request.keys(), presence.feed());
    if (request.revision() != 0 && request.revision() != found.revision().value()) {
      throw invalid("there is no history: only the present revision can be read");
    }
    int count = found.entries().size();
    int limit = request.limit() == 0 ? count : Math.clamp(request.limit(), 0, count);
    int given = request.countOnly() ? 0 : limit;
    return new Answer.Entries(
        new ChangeFeed.Range(found.revision(), found.entries().subList(0, given)),
        !request.countOnly() && limit < count,
        count);
  }

  /**
   * It asks only after it has read, and would lose what changed between. So the answer to that
   * question is the revision of a while ago, and the watch tells again what the peer may have.
   */
  private static ChangeFeed.Range read(KeyRange keys, ChangeFeed feed) {
    ChangeFeed.Range found = feed.range(keys);
    return keys.equals(START) ? new ChangeFeed.Range(feed.startRevision(), found.entries()) : found;
  }

  /** A group without a snapshot has no range either: that refuses the watch before it begins. */
  private static Answer watch(EtcdBody.Watch request, Presence presence) {
    presence.feed().load();
    presence.feed().range(new KeyRange("", Optional.empty()));
    catchUp(presence.feed(), request.start() - 1);
    return new Answer.Follow(presence, request.keys(), request.start());
  }

  /**
   * Another process may have served the data plane more than this one has read; it must not see the
   * revision go back for that.
   */
  private static void catchUp(ChangeFeed feed, long known) {
    if (known > feed.revision().value() && !feed.catchUp()) {
      throw unavailable(
          "this data plane knows a newer revision than can be read here now; try again");
    }
  }
}
