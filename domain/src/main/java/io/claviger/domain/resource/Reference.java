package io.claviger.domain.resource;

import io.claviger.domain.json.Pointer;

/** One resource named by another, and the field that names it. */
public record Reference(Pointer field, ResourceKind kind, ResourceId id) {}
