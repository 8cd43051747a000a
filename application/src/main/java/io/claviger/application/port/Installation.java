package io.claviger.application.port;

import java.util.Optional;
import java.util.UUID;

/** The identity of this installation, which all processes on one database share. */
public interface Installation {
  Optional<UUID> id();

  /** Sets it once. */
  void create(UUID id);
}
