package io.claviger.application.feed;

import io.claviger.domain.shared.Revision;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one key as data planes read it, already encoded.
 *
 * @param key such as {@code /apisix/routes/1}
 * @param entry the key with its value as it stands in a range; empty once the key is gone
 * @param event the event that tells of it
 */
record Delivery(String key, Revision revision, Optional<byte[]> entry, byte[] event) {

  /** Whether what is stored now is this, or came after it. */
  boolean isFollowedBy(@Nullable Delivery stored) {
    return stored != null
        && (stored.revision.isAfter(revision)
            || (stored.revision.equals(revision) && Arrays.equals(stored.event, event)));
  }
}
