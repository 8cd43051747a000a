package io.claviger.adapters.cli.machine;

import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this machine's settings say; told by whoever reads them.
 *
 * @param adminPort where a control plane on this machine is to be found
 * @param metricsPort where it tells of itself, on this machine only
 * @param token what a command proves its operator with, read anew each time
 * @param privacy looks at the data and keys directories; throws a {@link RefusedException} that
 *     says what is open to others, and what to do
 */
public record Premises(
    Path dataDir,
    Path keysDir,
    int adminPort,
    int metricsPort,
    Supplier<Optional<Secret>> token,
    Runnable privacy) {

  /** The certificate of this machine's control plane. */
  public Path adminCertificate() {
    return dataDir.resolve("tls").resolve("admin.crt");
  }
}
