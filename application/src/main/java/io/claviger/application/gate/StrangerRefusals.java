package io.claviger.application.gate;

import io.claviger.domain.access.SourceNetwork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts refusals of callers who have shown no valid credential, one counter per source, action and
 * minute, so that strangers cannot fill the log. Beyond a bound of sources a minute the rest are
 * counted together.
 */
final class StrangerRefusals {
  private static final int MAX_COUNTERS = 100;
  private static final SourceNetwork OTHERS = new SourceNetwork("others");

  private final InstantSource clock;
  private final Map<Key, Integer> counters = new HashMap<>();

  StrangerRefusals(InstantSource clock) {
    this.clock = clock;
  }

  record Count(long minute, SourceNetwork source, String action, int times) {}

  private record Key(long minute, SourceNetwork source, String action) {}

  synchronized void count(String source, String action) {
    Key key = new Key(minute(), SourceNetwork.of(source), action);
    boolean full = counters.size() >= MAX_COUNTERS && !counters.containsKey(key);
    counters.merge(full ? new Key(key.minute(), OTHERS, action) : key, 1, Integer::sum);
  }

  /** Takes out the counters of past minutes, or all. */
  synchronized List<Count> take(boolean all) {
    long current = minute();
    List<Count> taken = new ArrayList<>();
    counters
        .entrySet()
        .removeIf(
            entry -> {
              Key key = entry.getKey();
              boolean over = all || key.minute() < current;
              if (over) {
                taken.add(new Count(key.minute(), key.source(), key.action(), entry.getValue()));
              }
              return over;
            });
    return taken;
  }

  /** After they could not be written down. */
  synchronized void putBack(List<Count> counts) {
    counts.forEach(
        count ->
            counters.merge(
                new Key(count.minute(), count.source(), count.action()),
                count.times(),
                Integer::sum));
  }

  private long minute() {
    return clock.instant().getEpochSecond() / 60;
  }
}
