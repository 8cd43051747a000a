package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.throttled;

import java.time.Duration;
import java.time.Instant;

/**
 * How often one instance may fetch its wire keyring: {@value #AT_ONCE} times at once, and once more
 * each minute. Each time is an entry of the audit log, which nobody may remove; what is refused
 * here is none.
 */
final class KeyringPace {
  private static final Duration EACH = Duration.ofMinutes(1);
  private static final int AT_ONCE = 10;

  /** Until when what was given is paid for. */
  private Instant paidUntil = Instant.EPOCH;

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Throttled}
   */
  void spend(Instant now) {
    Instant from = paidUntil.isAfter(now) ? paidUntil : now;
    Duration ahead = Duration.between(now, from);
    Duration most = EACH.multipliedBy(AT_ONCE - 1);
    if (ahead.compareTo(most) > 0) {
      throw throttled(
          "this instance has fetched its keyring too often; keep it, or try again in a minute",
          ahead.minus(most));
    }
    paidUntil = from.plus(EACH);
  }
}
