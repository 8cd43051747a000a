package io.claviger.application.feed;

import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.shared.Revision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one key as data planes read it, already encoded.
 *
 * @param key such as {@code /apisix/routes/1}
 * @param gone whether there is no such key any more
 * @param encoded the key with its value as it stands in a range; once it is gone, the event of that
 */
record Delivery(String key, Revision revision, boolean gone, byte[] encoded) {
  static Delivery put(String key, Revision revision, byte[] entry) {
    return new Delivery(key, revision, false, entry);
  }

  static Delivery deleted(String key, Revision revision, byte[] event) {
    return new Delivery(key, revision, true, event);
  }

  /** As it stands in a range; empty once the key is gone. */
  Optional<byte[]> entry() {
    return gone ? Optional.empty() : Optional.of(encoded);
  }

  /** The event that tells of it, in parts. */
  List<byte[]> event(DeliveryEncoder encoder) {
    return gone ? List.of(encoded) : encoder.put(encoded);
  }

  /** About how many bytes its event has. */
  int size() {
    return encoded.length;
  }

  /**
   * Whether what is stored now is this, or came after it.
   *
   * @param alike whether both are encoded by the same keys; else their bytes tell nothing
   */
  boolean isFollowedBy(@Nullable Delivery stored, boolean alike) {
    return stored != null
        && (stored.revision.isAfter(revision)
            || (stored.revision.equals(revision)
                && stored.gone == gone
                && (!alike || Arrays.equals(stored.encoded, encoded))));
  }
}
