package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The shares that have come together. One that is not of the custody is recognised on its own and
 * changes nothing; one that comes again does not count twice.
 */
final class CollectedShares {
  private Optional<Custody.Shares> custody = Optional.empty();
  private final Map<Integer, Share> byPosition = new TreeMap<>();

  /**
   * Takes a share over. What was collected of another custody, which has been replaced since, is
   * dropped.
   *
   * @return the key, once there are enough; they stay until {@link #reset}
   */
  synchronized Optional<Secret> add(Custody.Shares of, Share share) {
    check(of, share);
    if (!custody.equals(Optional.of(of))) {
      reset();
      custody = Optional.of(of);
    }
    if (byPosition.putIfAbsent(share.position(), share) != null) {
      share.close();
    }
    return byPosition.size() < of.threshold()
        ? Optional.empty()
        : Optional.of(Shamir.combine(List.copyOf(byPosition.values())));
  }

  /** Wipes a share, and counts it no more if it is this that was taken over. */
  synchronized void remove(Share share) {
    byPosition.remove(share.position(), share);
    share.close();
  }

  /** Refuses a share that is not of the custody. */
  static void check(Custody.Shares custody, Share share) {
    if (!isOf(custody, share)) {
      share.close();
      throw invalid(
          "share: is none of this seal's; what was given before still counts. Take one that was"
              + " handed out when it was last made");
    }
  }

  private static boolean isOf(Custody.Shares custody, Share share) {
    List<String> hashes = custody.hashes();
    return share.position() <= hashes.size()
        && hashes.get(share.position() - 1).equals(share.hashText());
  }

  synchronized boolean isEmpty() {
    return byPosition.isEmpty();
  }

  synchronized int progress(Custody.Shares of) {
    return custody.equals(Optional.of(of)) ? byPosition.size() : 0;
  }

  synchronized void reset() {
    byPosition.values().forEach(Share::close);
    byPosition.clear();
    custody = Optional.empty();
  }

  static Share parse(Secret text) {
    return Share.parse(text)
        .orElseThrow(
            () ->
                invalid(
                    "share: is not one, or has a mistake in it; copy all of it, cvgs1_ and the"
                        + " characters after it"));
  }
}
