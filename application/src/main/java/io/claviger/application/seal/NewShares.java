package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import java.util.List;

/** The shares of a seal that is to have the custody, shown by who was given them. */
final class NewShares {
  private NewShares() {}

  /** Refused unless there are as many as it takes, each another. */
  static GivenShares parse(Rekey.Next.Split split) {
    if (!Shamir.isPossible(split.count(), split.threshold())) {
      throw impossible();
    }
    GivenShares given = GivenShares.parse(split.given());
    List<Share> list = given.list();
    long different = list.stream().mapToInt(Share::position).distinct().count();
    boolean mixed = list.stream().mapToInt(Share::deal).distinct().count() > 1;
    boolean known = list.stream().allMatch(share -> share.position() <= split.count());
    if (mixed || !known || different != list.size() || list.size() != split.threshold()) {
      given.close();
      throw invalid(
          "new_shares: as many different shares as the threshold says, of those that one POST"
              + " /api/sys/rekey/shares made for these numbers");
    }
    return given;
  }

  static RuntimeException impossible() {
    return invalid(
        "shares, threshold: of up to 255 shares at least 2 must be needed, and no more than there"
            + " are; or 1 of 1");
  }

  static Custody custody(Rekey.Next.Split split, GivenShares given) {
    List<Share> all = Shamir.all(given.list(), (int) split.count());
    try {
      return new Custody.Shares(
          (int) split.threshold(), all.stream().map(Share::hashText).toList());
    } finally {
      all.forEach(Share::close);
    }
  }

  static Secret key(GivenShares given) {
    return Shamir.combine(given.list());
  }
}
