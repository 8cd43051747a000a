package io.claviger.application.keyring;

import io.claviger.domain.keyring.Place;
import io.claviger.domain.shared.Scope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which scopes have stored state that is not what this program wrote. A group among them is frozen
 * at its last good snapshot until all of it opens again.
 */
public final class IntegrityAlarms {
  private static final Logger LOG = System.getLogger(IntegrityAlarms.class.getName());

  private static final int MAX_REASONS = 100;

  /** By scope, the reasons in the order in which they were found. */
  private final Map<Scope, Set<String>> raised = new ConcurrentHashMap<>();

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
            + " does not open; compare the database with a backup");
  }

  /** Logs a reason once until the alarm is cleared. */
  public void raise(Scope scope, String reason) {
    Set<String> reasons =
        raised.computeIfAbsent(scope, absent -> Collections.synchronizedSet(new LinkedHashSet<>()));
    if (reasons.size() < MAX_REASONS && reasons.add(reason)) {
      LOG.log(
          Level.ERROR,
          "INTEGRITY ALARM: scope {0} {1}: {2}",
          scope,
          scope.equals(Scope.SYSTEM) ? "is damaged" : "is frozen",
          reason);
    }
  }

  /** After everything of the scope has opened again. */
  public void clear(Scope scope) {
    if (raised.remove(scope) != null) {
      LOG.log(Level.WARNING, "integrity alarm cleared: scope {0} opens again", scope);
    }
  }

  /** The first reason. */
  public Optional<String> of(Scope scope) {
    Set<String> reasons = raised.get(scope);
    if (reasons == null) {
      return Optional.empty();
    }
    synchronized (reasons) {
      return reasons.stream().findFirst();
    }
  }
}
