package io.claviger.domain.gateway;

import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity in a data plane's certificate, its only URI SAN: {@code spiffe://<installation
 * UUID>/group/<scope>/instance/<instance UUID>} (SPIFFE-ID).
 */
public record SpiffeId(UUID installation, Scope scope, InstanceId instance) {
  private static final String UUID_FORM =
      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
  private static final Pattern FORM =
      Pattern.compile("spiffe://" + UUID_FORM + "/group/" + UUID_FORM + "/instance/" + UUID_FORM);

  public static Optional<SpiffeId> parse(String uri) {
    Matcher matcher = FORM.matcher(uri);
    return matcher.matches()
        ? Optional.of(
            new SpiffeId(
                UUID.fromString(matcher.group(1)),
                new Scope(matcher.group(2)),
                InstanceId.parse(matcher.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "spiffe://" + installation + "/group/" + scope + "/instance/" + instance;
  }
}
