package io.claviger.adapters.cli.keyring;

import io.claviger.domain.gateway.GroupId;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose keyring: one of the two. */
final class KeyringOption {
  @Parameters(paramLabel = "GROUP", description = "The keyring of this gateway group.")
  private Optional<String> group = Optional.empty();

  @Option(names = "--system", description = "The keyring of the control plane's own secrets.")
  private boolean system;

  /** Where its API is. */
  String path() {
    return system ? "/api/sys/keyring" : "/api/gateway_groups/" + groupId() + "/keyring";
  }

  /** How a command line names it. */
  String argument() {
    return system ? "--system" : groupId().value();
  }

  private GroupId groupId() {
    return new GroupId(group.orElseThrow());
  }
}
