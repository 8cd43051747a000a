package io.claviger.domain.shared;

import java.time.Duration;

/**
 * Why an operation is refused. The message says what is wrong, where, and what to do; it never
 * holds a value that the caller sent, because the value may be a secret.
 */
public sealed interface Refusal {
  String message();

  /** What is kept of it where nothing can be taken back. */
  default String recorded() {
    return message();
  }

  /**
   * The request itself is wrong, whatever the state. The message tells its sender where, by the
   * names that stand there, and a secret may stand in the place of a name: so it is not kept.
   */
  record Invalid(String message, String recorded) implements Refusal {
    public Invalid(String message) {
      this(message, "the request is not as it must be");
    }
  }

  /** What is to be stored is larger than what may be sent. */
  record TooLarge(String message) implements Refusal {}

  record NotFound(String message) implements Refusal {}

  /** There is no resource under this key, in the words of APISIX. */
  record NoSuchKey() implements Refusal {
    @Override
    public String message() {
      return "Key not found";
    }
  }

  /** The request is right, but not in this state; a lost race is one of these. */
  record Conflict(String message) implements Refusal {}

  /** Somebody known who may not. */
  record Denied(String message) implements Refusal {}

  /** Nobody known. */
  record Unauthenticated(String message) implements Refusal {}

  /** Too much at once. */
  record Throttled(String message, Duration retryAfter) implements Refusal {}

  /** Something this program depends on is missing or does not hold; nothing was changed. */
  record Unavailable(String message) implements Refusal {}

  /** The connection was lost at the very end: what was asked for may be done or not. */
  record Uncertain(String message) implements Refusal {}

  /** What is stored is not what this program stores there; nothing was changed. */
  record Damaged(String message) implements Refusal {}
}
