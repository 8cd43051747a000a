package io.claviger.adapters.rest.listener;

import io.helidon.common.mapper.MapperManager;
import io.helidon.service.registry.Services;

/**
 * What Helidon reads the numbers in headers with. It asks its registry for them several times per
 * request, which makes new ones each time, at the cost of a statement of the database, unless it
 * was given some.
 */
final class HeaderMappers {
  static {
    keep();
  }

  private HeaderMappers() {}

  /** Call it before the first request of the process; it can be done once only, and is. */
  static void kept() {
    // The static initializer has done it.
  }

  @SuppressWarnings("removal") // It is under this name that Helidon asks for them.
  private static void keep() {
    Services.set(MapperManager.class, MapperManager.create());
  }
}
