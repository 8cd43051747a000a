package io.claviger.adapters.dpchannel;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.KeyRange;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.Secret;
import java.nio.charset.StandardCharsets;

/** What a request comes to, before any of it is written. */
sealed interface Answer {
  int status();

  /** A short body that is there as a whole. */
  record Json(int status, byte[] body) implements Answer {}

  /** A body that must not be seen; whoever writes it closes it. */
  record Hidden(Secret body) implements Answer {
    @Override
    public int status() {
      return 200;
    }
  }

  /**
   * Keys and values, written as fast as the peer reads.
   *
   * @param range with no more entries than are to be written
   * @param count how many there are, written or not
   */
  record Entries(ChangeFeed.Range range, boolean more, long count) implements Answer {
    @Override
    public int status() {
      return 200;
    }
  }

  /**
   * A stream that lasts.
   *
   * @param start the first revision to tell of; 0 for the next one
   */
  record Follow(Presence presence, KeyRange keys, long start) implements Answer {
    @Override
    public int status() {
      return 200;
    }
  }

  /** A refusal as etcd's gateway words it: a text, and a code of gRPC. */
  static Json refused(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Invalid(var message, _) -> refused(400, 3, message);
      case Refusal.TooLarge(var message) -> refused(413, 3, message);
      case Refusal.NotFound(var message) -> refused(404, 5, message);
      case Refusal.NoSuchKey other -> refused(404, 5, other.message());
      case Refusal.Conflict(var message) -> refused(409, 10, message);
      case Refusal.Denied(var message) -> refused(403, 7, message);
      case Refusal.Unauthenticated(var message) -> refused(401, 16, message);
      case Refusal.Throttled(var message, var retryAfter) -> refused(429, 8, message);
      case Refusal.Unavailable(var message) -> refused(503, 14, message);
      case Refusal.Uncertain(var message) -> refused(503, 14, message);
      case Refusal.Damaged(var message) -> refused(503, 14, message);
    };
  }

  /**
   * A refusal that only HTTP knows.
   *
   * @param code of gRPC (google.rpc.Code)
   */
  static Json refused(int status, int code, String message) {
    return new Json(
        status,
        JsonTree.object()
            .add("error", message)
            .add("code", code)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }
}
