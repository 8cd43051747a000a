package io.claviger.application.feed;

import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.shared.Revision;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one key as data planes read it, already encoded.
 *
 * @param key such as {@code /apisix/routes/1}
 * @param entry the key with its value as it stands in a range; empty once the key is gone
 */
record Delivery(String key, Revision revision, Optional<byte[]> entry) {

  /** The event that tells of it. */
  byte[] event(DeliveryEncoder encoder) {
    return entry.map(encoder::put).orElseGet(() -> encoder.deleted(key, revision));
  }

  /** About how many bytes its event has. */
  int size() {
    return entry.map(bytes -> bytes.length).orElse(key.length());
  }

  /** Whether what is stored now is this, or came after it. */
  boolean isFollowedBy(@Nullable Delivery stored) {
    return stored != null
        && (stored.revision.isAfter(revision)
            || (stored.revision.equals(revision) && stored.hasEntryOf(this)));
  }

  private boolean hasEntryOf(Delivery other) {
    return (entry.isPresent() && other.entry.isPresent())
        ? Arrays.equals(entry.get(), other.entry.get())
        : entry.isEmpty() && other.entry.isEmpty();
  }
}
