package io.claviger.application.port;

import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Optional;

/** The gateway groups. */
public interface GatewayGroups {
  Optional<GatewayGroup> find(GroupId id);

  /** In the order of their ids. */
  List<GatewayGroup> all();

  /** As {@link #find}, and holds the group's row until the transaction ends. */
  Optional<GatewayGroup> lock(GroupId id);

  /** Inserts or replaces, by scope; an id that another scope has is a {@code Conflict}. */
  void save(GatewayGroup group);

  /** Removes the group with everything that bears its scope, but audit entries. */
  void remove(Scope scope);

  /**
   * What the change feeds poll: every group that there is, and every scope that has a keyring
   * though its group is gone. A hint only: what stands there may be forged.
   */
  List<Head> heads();

  /**
   * @param revision the newest that is committed
   * @param wireKeyring the version that is committed
   */
  record Head(Scope scope, GroupId id, Revision revision, WireKeyring.Version wireKeyring) {}
}
