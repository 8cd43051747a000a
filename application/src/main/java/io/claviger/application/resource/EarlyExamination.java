package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Examines documents before their group is locked, by the profile that the group had when it last
 * was. So the database is not asked for what hardly ever changes.
 *
 * <p>Not guaranteed: that the findings are of the profile of now, which must be compared under the
 * lock. What is refused is refused by the profile of now.
 */
final class EarlyExamination {
  private final UnitOfWork unitOfWork;
  private final GatewayGroups groups;
  private final ResourceExamination examination;
  private final Map<GroupId, GatewayGroup.Profile> profiles = new ConcurrentHashMap<>();

  EarlyExamination(UnitOfWork unitOfWork, GatewayGroups groups, ResourceExamination examination) {
    this.unitOfWork = unitOfWork;
    this.groups = groups;
    this.examination = examination;
  }

  /** What it is like now; of each group one profile is kept. */
  void remember(GatewayGroup locked) {
    profiles.put(locked.id(), locked.profile());
  }

  /** That the group is not there, and nothing is known of it from now on. */
  RefusedException gone(GroupId group) {
    profiles.remove(group);
    return notFound("no such gateway group");
  }

  /** Outside of a transaction. */
  Findings examine(GroupId group, ResourceKind kind, JsonObject document) {
    GatewayGroup.Profile known = profiles.get(group);
    if (known != null) {
      try {
        return examination.examine(known, kind, document);
      } catch (RefusedException refused) {
        if (known.equals(profile(group))) {
          throw refused;
        }
      }
    }
    return examination.examine(profile(group), kind, document);
  }

  private GatewayGroup.Profile profile(GroupId group) {
    return unitOfWork
        .inTransaction(() -> groups.find(group))
        .orElseThrow(() -> gone(group))
        .profile();
  }
}
