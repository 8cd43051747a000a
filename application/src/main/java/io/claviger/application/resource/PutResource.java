package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.resource.PutResource.Put;
import io.claviger.domain.access.Action;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.resource.Verb;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Creates a resource or replaces all of it. */
public final class PutResource implements UseCase<Put, Candidate, Written> {
  private final ResourceWriter writer;

  public PutResource(ResourceWriter writer) {
    this.writer = writer;
  }

  /**
   * @param id empty to have one made, which only kinds with POST allow
   */
  public record Put(
      Caller caller, GroupId group, ResourceKind kind, Optional<ResourceId> id, JsonObject document)
      implements Command {
    public Put {
      if (id.isEmpty() && !kind.has(Verb.POST)) {
        throw invalid("missing " + kind.idMember());
      }
    }
  }

  @Override
  public Action action(Put put) {
    return put.kind().putAction();
  }

  @Override
  public Target target(Put put) {
    return writer.target(put.group(), put.kind(), put.id());
  }

  @Override
  public Candidate prepare(Put put) {
    return writer.examine(put.group(), put.kind(), put.id(), put.document());
  }

  @Override
  public Done<Written> execute(Put put, Candidate candidate, Permit permit) {
    return writer.write(put.group(), put.kind(), put.id(), permit, target -> candidate);
  }
}
