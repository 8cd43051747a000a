package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Schemas;
import io.claviger.application.resource.GetSchemas.Get;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonStructure;

/** Reads what the gateways of a group accept. */
public final class GetSchemas implements Query<Get, JsonStructure> {
  private final GatewayGroups groups;
  private final Schemas schemas;

  public GetSchemas(GatewayGroups groups, Schemas schemas) {
    this.groups = groups;
    this.schemas = schemas;
  }

  /** What is asked for. */
  public sealed interface Subject {
    /** The names of plugins, as an array. */
    record Names(Schemas.Subsystem subsystem) implements Subject {}

    /** A schema. */
    record OfKind(ResourceKind kind) implements Subject {}

    /** A schema. */
    record OfPlugin(String name, Schemas.Part part) implements Subject {}
  }

  public record Get(Caller caller, GroupId group, Subject subject) implements Command {}

  @Override
  public Action action(Get get) {
    return Action.GET_SCHEMA;
  }

  @Override
  public JsonStructure execute(Get get, Permit permit) {
    permit.require(Arn.group(get.group().value()));
    ApisixVersion version =
        groups
            .find(get.group())
            .orElseThrow(() -> notFound("no such gateway group"))
            .profile()
            .apisixVersion();
    return switch (get.subject()) {
      case Subject.Names(var subsystem) -> {
        JsonArrayBuilder names = JsonTree.array();
        schemas.plugins(version, subsystem).forEach(names::add);
        yield names.build();
      }
      case Subject.OfKind(var kind) -> schemas.ofKind(version, kind);
      case Subject.OfPlugin(var name, var part) ->
          schemas
              .ofPlugin(version, name, part)
              .orElseThrow(() -> notFound("there is no such plugin, or it has no such schema"));
    };
  }
}
