package io.claviger.domain.ssl;

import java.util.Collection;
import java.util.Locale;

/** A server name, or a wildcard for one label of it, as RFC 6125 matches them. */
public record Sni(String name) {
  public Sni {
    name = name.toLowerCase(Locale.ROOT);
  }

  /** Whether a certificate for these names serves this name. */
  public boolean isCoveredBy(Collection<String> certificateNames) {
    return certificateNames.stream().anyMatch(this::isCoveredBy);
  }

  private boolean isCoveredBy(String certificateName) {
    String candidate = certificateName.toLowerCase(Locale.ROOT);
    if (candidate.equals(name)) {
      return true;
    }
    int firstLabel = name.indexOf('.');
    return candidate.startsWith("*.")
        && firstLabel > 0
        && !name.startsWith("*")
        && candidate.substring(1).equals(name.substring(firstLabel));
  }
}
