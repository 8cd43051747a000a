package io.claviger.domain.resource;

import io.claviger.domain.shared.Revision;
import jakarta.json.JsonObject;

/**
 * An APISIX object as it is stored and as it is read: where a secret belongs, its document has a
 * marker.
 *
 * @param created the revision that created it
 * @param revision of its last change; also the version that its sealed values are bound to
 */
public record Resource(ResourceKey key, JsonObject document, Revision created, Revision revision) {
  /** Of a document with its secrets in it, as UTF-8: 1.5 MiB, APISIX's own limit of a body. */
  public static final int MAX_BYTES = 1_572_864;
}
