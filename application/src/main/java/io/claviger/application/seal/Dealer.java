package io.claviger.application.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.port.Envelopes;
import io.claviger.application.port.Envelopes.Recipient;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who splits the key of a new seal and deals the shares out, of which nothing is kept: as they are,
 * or each in an envelope for one recipient, so that whoever asked for them sees none.
 */
public final class Dealer {
  private final Envelopes envelopes;
  private final RandomGenerator random;

  public Dealer(Envelopes envelopes, RandomGenerator random) {
    this.envelopes = envelopes;
    this.random = random;
  }

  /**
   * What is asked for.
   *
   * @param recipients a public key for each share, in their order; none for shares as they are
   */
  public record Order(long shares, long threshold, List<String> recipients) {
    public Order {
      recipients = List.copyOf(recipients);
      if (!Shamir.isPossible(shares, threshold)) {
        throw NewShares.impossible();
      }
      if (!recipients.isEmpty() && recipients.size() != shares) {
        throw invalid(
            "recipients: there are "
                + recipients.size()
                + " for "
                + shares
                + " shares; give a public key for each share, in their order, or none");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param custody knows the shares again
   */
  record Deal(Custody.Shares custody, Handout handout) {}

  /** What the audit log keeps of it: how many shares there are, and whose. */
  static String record(Order order, Handout handout) {
    JsonObjectBuilder record =
        JsonTree.object().add("shares", order.shares()).add("threshold", order.threshold());
    if (handout instanceof Handout.Enclosed(var envelopes)) {
      JsonArrayBuilder recipients = JsonTree.array();
      envelopes.forEach(envelope -> recipients.add(envelope.fingerprint()));
      record.add("recipients", recipients);
    }
    return record.build().toString();
  }

  /** Refused where a recipient's key is not good, or two are the same. */
  Deal deal(Secret key, Order order) {
    List<Recipient> recipients = recipients(order.recipients());
    try (GivenShares made =
        new GivenShares(Shamir.split(key, (int) order.shares(), (int) order.threshold(), random))) {
      return new Deal(
          new Custody.Shares(
              (int) order.threshold(), made.list().stream().map(Share::hashText).toList()),
          recipients.isEmpty()
              ? new Handout.Shown(made.list().stream().map(Share::text).toList())
              : new Handout.Enclosed(enclosed(made.list(), recipients)));
    }
  }

  /** Whoever had two of the shares would make the threshold another. */
  private List<Recipient> recipients(List<String> pems) {
    List<Recipient> recipients = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (String pem : pems) {
      String where = "recipients, number " + (known.size() + 1);
      Recipient recipient = envelopes.recipient(where, pem);
      int same = known.indexOf(recipient.fingerprint());
      if (same >= 0) {
        throw invalid(
            where + " has the key of number " + (same + 1) + "; give each share to another key");
      }
      recipients.add(recipient);
      known.add(recipient.fingerprint());
    }
    return recipients;
  }

  private List<Handout.Envelope> enclosed(List<Share> shares, List<Recipient> recipients) {
    Iterator<Recipient> next = recipients.iterator();
    return shares.stream().map(share -> enclosed(share, next.next())).toList();
  }

  private Handout.Envelope enclosed(Share share, Recipient recipient) {
    try (Secret text = share.text()) {
      return new Handout.Envelope(recipient.fingerprint(), envelopes.enclose(recipient, text));
    }
  }
}
