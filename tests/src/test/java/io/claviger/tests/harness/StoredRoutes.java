package io.claviger.tests.harness;

import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Very many routes of the group {@code default}, written as the program writes them, but many in
 * one transaction.
 */
public final class StoredRoutes {
  private static final int PER_TRANSACTION = 1_000;

  private StoredRoutes() {}

  /**
   * @param dataDir of a program that is stopped, on the embedded database
   * @param count up to 100,000; their ids are {@code r00000} and so on
   */
  public static void write(Path dataDir, int count) throws IOException {
    try (OpenedInstallation installation = OpenedInstallation.stopped(dataDir)) {
      for (int first = 0; first < count; first += PER_TRANSACTION) {
        int from = first;
        int to = Math.min(count, first + PER_TRANSACTION);
        installation
            .unitOfWork()
            .inTransaction(
                () -> {
                  GatewayGroup group =
                      installation.groups().lock(new GroupId("default")).orElseThrow();
                  Revision revision = group.revision();
                  for (int i = from; i < to; i++) {
                    revision = revision.next();
                    installation.resources().save(resource(group, i, revision), Set.of());
                  }
                  installation.groups().save(group.withRevision(revision));
                  return revision;
                });
      }
    }
  }

  private static Resource resource(GatewayGroup group, int i, Revision revision) {
    String id = String.format(Locale.ROOT, "r%05d", i);
    JsonObject document = JsonTree.object(document("/" + id)).add("id", id).build();
    return new Resource(
        new ResourceKey(group.scope(), ResourceKind.ROUTE, new ResourceId(id)),
        document,
        revision,
        revision);
  }

  /** A route of a usual size. */
  public static JsonObject document(String uri) {
    JsonObject nodes = JsonTree.object().add("127.0.0.1:8080", 1).build();
    JsonObject labels = JsonTree.object().add("text", "x".repeat(250)).build();
    return JsonTree.object()
        .add("uri", uri)
        .add("desc", "y".repeat(250))
        .add("labels", labels)
        .add("upstream", JsonTree.object().add("nodes", nodes).build())
        .build();
  }
}
