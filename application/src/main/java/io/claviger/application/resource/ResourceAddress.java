package io.claviger.application.resource;

import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKind;

/** A resource as callers name it. */
public record ResourceAddress(GroupId group, ResourceKind kind, ResourceId id) {
  Arn arn() {
    return Arn.resource(group.value(), kind.directory(), id.value());
  }

  /** As the audit log writes it. */
  String text() {
    return kind.directory() + "/" + id;
  }
}
