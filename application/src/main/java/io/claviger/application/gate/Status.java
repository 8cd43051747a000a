package io.claviger.application.gate;

import io.claviger.domain.shared.Refusal;

/** The HTTP status of a refusal, for the edges and for the audit log. */
public final class Status {
  private Status() {}

  public static int of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Invalid invalid -> 400;
      case Refusal.Unauthenticated unauthenticated -> 401;
      case Refusal.Denied denied -> 403;
      case Refusal.NotFound notFound -> 404;
      case Refusal.NoSuchKey noSuchKey -> 404;
      case Refusal.Conflict conflict -> 409;
      case Refusal.TooLarge tooLarge -> 413;
      case Refusal.Throttled throttled -> 429;
      case Refusal.Unavailable unavailable -> 503;
      case Refusal.Uncertain uncertain -> 503;
      case Refusal.Damaged damaged -> 500;
    };
  }
}
