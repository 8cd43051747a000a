package io.claviger.domain.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.keyring.InBand;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.Map;

/**
 * The unit of tenancy: owns its resources, its keyring, its instances and its revisions.
 *
 * @param pruned the highest revision of a deletion that is forgotten: who has not read beyond it
 *     may have missed one
 */
public record GatewayGroup(
    Scope scope,
    GroupId id,
    Profile profile,
    Revision revision,
    Revision pruned,
    Instant createdAt,
    Instant updatedAt) {

  /** What an operator says about a group. */
  public record Profile(
      String name,
      String description,
      Map<String, String> labels,
      ApisixVersion apisixVersion,
      ReferencePolicy references) {
    private static final int MAX_LABELS = 64;

    public Profile {
      labels = Map.copyOf(labels);
      if (name.isBlank() || name.length() > 64) {
        throw invalid("name: 1 to 64 characters");
      }
      if (description.length() > 256) {
        throw invalid("description: at most 256 characters");
      }
      if (labels.size() > MAX_LABELS
          || labels.entrySet().stream()
              .anyMatch(
                  label ->
                      label.getKey().isBlank()
                          || label.getKey().length() > 64
                          || label.getValue().length() > 256)) {
        throw invalid("labels: at most 64, names of 1 to 64 characters, values of at most 256");
      }
    }

    /** Refuses what stands for a secret; one that is stored may have it from before. */
    public void refuseInBand() {
      InBand.refuse("name", name);
      InBand.refuse("description", description);
      labels.forEach(
          (label, value) -> {
            InBand.refuse("labels", label);
            InBand.refuse("labels", value);
          });
    }
  }

  public GatewayGroup withProfile(Profile changed, Instant now) {
    return new GatewayGroup(scope, id, changed, revision, pruned, createdAt, now);
  }

  public GatewayGroup withRevision(Revision changed) {
    return new GatewayGroup(scope, id, profile, changed, pruned, createdAt, updatedAt);
  }

  public GatewayGroup withPruned(Revision upTo) {
    return new GatewayGroup(scope, id, profile, revision, upTo, createdAt, updatedAt);
  }
}
