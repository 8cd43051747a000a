package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.conflict;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.port.ConsumerIdentities;
import io.claviger.application.port.ConsumerIdentities.Marked;
import io.claviger.domain.resource.ConsumerIdentity;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps consumers and credentials apart: no two of a group are known by the same. Works inside a
 * transaction that holds the group.
 */
public final class KnownConsumers {
  private final ConsumerIdentities identities;
  private final Sealing sealing;

  public KnownConsumers(ConsumerIdentities identities, Sealing sealing) {
    this.identities = identities;
    this.sealing = sealing;
  }

  /** Makes these the identities of a consumer or credential; who has one already keeps it. */
  void claim(ResourceKey key, List<ConsumerIdentity> claimed) {
    if (!key.kind().identifiesConsumers()) {
      return;
    }
    Set<Marked> marked = new HashSet<>();
    claimed.forEach(identity -> marked.add(marked(key, identity)));
    identities.replace(key, marked);
  }

  private Marked marked(ResourceKey key, ConsumerIdentity identity) {
    try (Secret value = Secret.ofText(identity.value())) {
      Marked marked =
          new Marked(identity.plugin(), sealing.marker(identity.place(key.scope()), value).text());
      identities
          .owner(key.scope(), marked)
          .filter(owner -> !owner.equals(key))
          .ifPresent(
              owner -> {
                throw conflict(
                    "%s: %s is known by the same already; give another value, or delete that one"
                        .formatted(identity.field().printable(), named(owner)));
              });
      return marked;
    }
  }

  private static String named(ResourceKey owner) {
    String consumer = "consumer [" + owner.id().first() + "]";
    return owner.kind() == ResourceKind.CREDENTIAL
        ? "credential [" + owner.id().last() + "] of " + consumer
        : consumer;
  }
}
