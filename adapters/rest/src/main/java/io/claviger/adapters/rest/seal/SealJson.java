package io.claviger.adapters.rest.seal;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.adapters.rest.http.JsonSecrets;
import io.claviger.application.seal.Dealer;
import io.claviger.application.seal.Handout;
import io.claviger.application.seal.SealStatus;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.seal.Shamir;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

/** What is answered about the seal. */
final class SealJson {
  private SealJson() {}

  static JsonObjectBuilder of(SealStatus status) {
    return JsonTree.object()
        .add("type", status.type())
        .add("initialized", status.initialized())
        .add("sealed", status.sealed())
        .add("shares", status.shares())
        .add("threshold", status.threshold())
        .add("progress", status.progress());
  }

  static Dealer.Order order(Fields fields) {
    return new Dealer.Order(
        fields.integer("shares"),
        fields.integer("threshold"),
        fields.strings("recipients", Shamir.MAX_SHARES));
  }

  static JsonObjectBuilder handedOut(Handout handout) {
    JsonArrayBuilder shares = JsonTree.array();
    return switch (handout) {
      case Handout.Shown(var texts) -> {
        texts.forEach(text -> shares.add(JsonSecrets.shownOnce(text)));
        yield JsonTree.object().add("shares", shares);
      }
      case Handout.Enclosed(var envelopes) -> {
        envelopes.forEach(envelope -> shares.add(of(envelope)));
        yield JsonTree.object().add("encrypted_shares", shares);
      }
    };
  }

  private static JsonObjectBuilder of(Handout.Envelope envelope) {
    return JsonTree.object()
        .add("fingerprint", envelope.fingerprint())
        .add("share", envelope.text());
  }
}
