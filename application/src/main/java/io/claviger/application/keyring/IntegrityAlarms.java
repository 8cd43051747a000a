package io.claviger.application.keyring;

import io.claviger.domain.keyring.Place;
import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which scopes have stored state that is not what this program wrote. A group among them is frozen
 * at its last good snapshot until all of it opens again.
 */
public final class IntegrityAlarms {
  private static final Logger LOG = System.getLogger(IntegrityAlarms.class.getName());

  private final Map<Scope, String> raised = new ConcurrentHashMap<>();

  /** Names a place; the reason is the same for every way in which a value may fail to open. */
  void raise(Place place) {
    raise(
        place.scope(),
        "the sealed value of "
            + place.kind()
            + "/"
            + place.id()
            + " at "
            + place.pointer()
            + " does not open");
  }

  public void raise(Scope scope, String reason) {
    if (!reason.equals(raised.put(scope, reason))) {
      LOG.log(
          Level.ERROR,
          "INTEGRITY ALARM: scope {0} is frozen: {1}. Compare the database with a backup.",
          scope,
          reason);
    }
  }

  /** After everything of the scope has opened again. */
  public void clear(Scope scope) {
    if (raised.remove(scope) != null) {
      LOG.log(Level.WARNING, "integrity alarm cleared: scope {0} opens again", scope);
    }
  }

  public Optional<String> of(Scope scope) {
    return Optional.ofNullable(raised.get(scope));
  }
}
