package io.claviger.adapters.dpchannel;

import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.shared.FairShare;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets so many handshakes go on at a time as the machine bears. Sources have fair shares of them,
 * and wait in turn; so whoever connects and says nothing keeps only itself waiting.
 */
final class Handshakes {
  private final FairShare<SourceNetwork> places;

  /** Sources in turn, each with its connections in their order; none is empty. */
  private final Map<SourceNetwork, Deque<DpConnection>> waiting = new LinkedHashMap<>();

  Handshakes(int limit) {
    this.places = new FairShare<>(limit);
  }

  /** Begins its handshake, at once or later. */
  void queue(DpConnection connection) {
    synchronized (this) {
      waiting.computeIfAbsent(connection.source(), source -> new ArrayDeque<>()).add(connection);
    }
    admit();
  }

  /** It waits no longer; for one that does not wait nothing happens. */
  synchronized void forget(DpConnection connection) {
    Deque<DpConnection> line = waiting.get(connection.source());
    if (line != null && line.remove(connection) && line.isEmpty()) {
      waiting.remove(connection.source());
    }
  }

  /** Must be called whenever a place was given back. */
  void admit() {
    for (DpConnection next : admitted()) {
      next.begin();
    }
  }

  private synchronized List<DpConnection> admitted() {
    List<DpConnection> admitted = new ArrayList<>();
    for (boolean any = true; any; ) {
      any = false;
      for (SourceNetwork source : List.copyOf(waiting.keySet())) {
        Optional<FairShare.Place> place = places.take(source);
        if (place.isPresent()) {
          any = true;
          admitted.add(first(source).holding(place.get()));
        }
      }
    }
    return admitted;
  }

  /** Takes the source's next, and puts the source at the end of the line of sources. */
  private DpConnection first(SourceNetwork source) {
    Deque<DpConnection> line = waiting.remove(source);
    DpConnection first = line.remove();
    if (!line.isEmpty()) {
      waiting.put(source, line);
    }
    return first;
  }
}
