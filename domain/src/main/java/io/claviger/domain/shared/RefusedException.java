package io.claviger.domain.shared;

import java.time.Duration;

/** The one expected exception. Any other is a bug. */
public final class RefusedException extends RuntimeException {
  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  public static RefusedException invalid(String message) {
    return new RefusedException(new Refusal.Invalid(message));
  }

  /**
   * @param recorded what is kept of it: nothing that came with the request
   */
  public static RefusedException invalid(String message, String recorded) {
    return new RefusedException(new Refusal.Invalid(message, recorded));
  }

  public static RefusedException tooLarge(String message) {
    return new RefusedException(new Refusal.TooLarge(message));
  }

  public static RefusedException notFound(String message) {
    return new RefusedException(new Refusal.NotFound(message));
  }

  public static RefusedException noSuchKey() {
    return new RefusedException(new Refusal.NoSuchKey());
  }

  public static RefusedException conflict(String message) {
    return new RefusedException(new Refusal.Conflict(message));
  }

  public static RefusedException denied(String message) {
    return new RefusedException(new Refusal.Denied(message));
  }

  public static RefusedException unauthenticated(String message) {
    return new RefusedException(new Refusal.Unauthenticated(message));
  }

  public static RefusedException throttled(String message, Duration retryAfter) {
    return new RefusedException(new Refusal.Throttled(message, retryAfter));
  }

  public static RefusedException unavailable(String message) {
    return new RefusedException(new Refusal.Unavailable(message));
  }

  public static RefusedException uncertain(String message) {
    return new RefusedException(new Refusal.Uncertain(message));
  }

  public static RefusedException damaged(String message) {
    return new RefusedException(new Refusal.Damaged(message));
  }
}
