package io.claviger.application.feed;

import io.claviger.application.keyring.WireEncryption;
import io.claviger.application.port.DeliveryEncoder;
import io.claviger.application.port.Resources;
import io.claviger.application.port.Resources.Changes;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.domain.resource.Change;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.function.Consumer;

/** Reads committed changes, opens their secrets and encodes them. */
public final class FeedReader {
  private final UnitOfWork unitOfWork;
  private final Resources resources;
  private final ResourceOpener opener;
  private final DeliveryEncoder encoder;
  private final Consumer<Scope> wholeGroup;

  /**
   * @param wholeGroup what {@link #verify} does, inside a transaction
   */
  public FeedReader(
      UnitOfWork unitOfWork,
      Resources resources,
      ResourceOpener opener,
      DeliveryEncoder encoder,
      Consumer<Scope> wholeGroup) {
    this.wholeGroup = wholeGroup;
    this.unitOfWork = unitOfWork;
    this.resources = resources;
    this.opener = opener;
    this.encoder = encoder;
  }

  /**
   * What changed after a revision.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Damaged} if one is not what was
   *     written; with {@code Unavailable} if one does not open, or the database cannot be reached
   */
  Reading since(Scope scope, Revision revision) {
    return unitOfWork.reading(
        () -> {
          Changes changes = resources.changedSince(scope, revision);
          try (WireEncryption wire = opener.wireEncryption(scope)) {
            List<Delivery> deliveries =
                changes.changes().stream().map(change -> delivery(change, wire)).toList();
            return new Reading(deliveries, changes.pruned(), wire.version());
          }
        });
  }

  /**
   * Checks that a group is as it was written: nothing of it is missing, was added or was put back,
   * and its own keys open.
   *
   * @throws io.claviger.domain.shared.RefusedException as {@link #since}
   */
  void verify(Scope scope) {
    unitOfWork.inTransaction(
        () -> {
          wholeGroup.accept(scope);
          return true;
        });
  }

  private Delivery delivery(Change change, WireEncryption wire) {
    return switch (change) {
      case Change.Put(var resource, var sealed) ->
          Delivery.put(
              resource.key().wireKey(),
              resource.revision(),
              encoder.entry(
                  resource.key(),
                  opener.forDataPlanes(resource, sealed, wire),
                  resource.created(),
                  resource.revision()));
      case Change.Deleted(var key, var revision) ->
          Delivery.deleted(key.wireKey(), revision, encoder.deleted(key.wireKey(), revision));
    };
  }
}
