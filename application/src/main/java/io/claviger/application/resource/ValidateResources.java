package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.resource.ValidateResources.Validate;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Tells which documents would be refused by themselves. Markers in them stand for what is stored;
 * what they name need not be there yet.
 */
public final class ValidateResources implements Query<Validate, List<Optional<String>>> {
  /** Who has made so many mistakes is not helped by reading of more. */
  public static final int MAX_REFUSED = 1_000;

  private final GatewayGroups groups;
  private final ResourceWriter writer;

  public ValidateResources(GatewayGroups groups, ResourceWriter writer) {
    this.groups = groups;
    this.writer = writer;
  }

  /**
   * @param id empty if it is only made when the document is stored
   */
  public record Item(ResourceKind kind, Optional<ResourceId> id, JsonObject document) {}

  public record Validate(Caller caller, GroupId group, List<Item> items) implements Command {
    public Validate {
      items = List.copyOf(items);
    }
  }

  @Override
  public Action action(Validate validate) {
    return Action.VALIDATE_RESOURCE;
  }

  /**
   * For each of the items in order, why it would be refused. The list ends with the refusal number
   * {@link #MAX_REFUSED}.
   */
  @Override
  public List<Optional<String>> execute(Validate validate, Permit permit) {
    permit.require(Arn.group(validate.group().value()));
    GatewayGroup group =
        groups.find(validate.group()).orElseThrow(() -> notFound("no such gateway group"));
    List<Optional<String>> reasons = new ArrayList<>();
    int refused = 0;
    for (Iterator<Item> items = validate.items().iterator();
        items.hasNext() && refused < MAX_REFUSED; ) {
      Optional<String> reason = reason(group, items.next());
      reasons.add(reason);
      refused += reason.isPresent() ? 1 : 0;
    }
    return reasons;
  }

  private Optional<String> reason(GatewayGroup group, Item item) {
    try {
      writer.validate(group, item.kind(), item.id(), item.document());
      return Optional.empty();
    } catch (RefusedException e) {
      if (e.refusal() instanceof Refusal.Invalid(String message, _)) {
        return Optional.of(message);
      }
      throw e;
    }
  }
}
