package io.claviger.domain.shared;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number of places that many claim, and strangers too. A claimant gets another one while it holds
 * fewer than are free: one alone comes to half of all, a second to a quarter, and whoever holds
 * none gets one as long as any is free. Threads may share it.
 *
 * @param <K> who claims
 */
public final class FairShare<K> {
  private final int places;
  private final Map<K, Integer> held = new HashMap<>();
  private int taken;

  public FairShare(int places) {
    this.places = places;
  }

  /** A place that is held; giving it back a second time does nothing. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @return empty if the claimant has its share, or nothing is free
   */
  public synchronized Optional<Place> take(K claimant) {
    int free = places - taken;
    int mine = held.getOrDefault(claimant, 0);
    if (mine >= free) {
      return Optional.empty();
    }
    held.put(claimant, mine + 1);
    taken++;
    return Optional.of(new Held(claimant));
  }

  /** For those who are trusted: one of what is free, which counts for nobody. */
  public synchronized Optional<Place> takeAny() {
    if (taken >= places) {
      return Optional.empty();
    }
    taken++;
    return Optional.of(new Held(null));
  }

  private synchronized void give(Held place) {
    if (place.given) {
      return;
    }
    place.given = true;
    taken--;
    if (place.claimant != null) {
      held.computeIfPresent(place.claimant, (who, count) -> count == 1 ? null : count - 1);
    }
  }

  private final class Held implements Place {
    private final @Nullable K claimant;
    private boolean given;

    private Held(@Nullable K claimant) {
      this.claimant = claimant;
    }

    @Override
    public void close() {
      give(this);
    }
  }
}
