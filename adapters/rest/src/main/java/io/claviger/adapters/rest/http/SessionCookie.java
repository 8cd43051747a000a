package io.claviger.adapters.rest.http;

import io.claviger.domain.shared.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a browser's session (RFC 6265bis). The prefix {@code __Host-} makes browsers refuse
 * it from anything but this very host over TLS.
 */
public final class SessionCookie {
  private static final String NAME = "__Host-claviger-session";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

  private SessionCookie() {}

  /** The value of a Set-Cookie header that gives the cookie to a browser; wipes the id. */
  public static String set(Secret sessionId) {
    try (sessionId) {
      return NAME + "=" + sessionId.revealText() + ATTRIBUTES;
    }
  }

  /** The value of a Set-Cookie header that takes the cookie away. */
  public static String clear() {
    return NAME + "=" + ATTRIBUTES + "; Max-Age=0";
  }

  /** The session's id in a Cookie header; empty too where there are two, which no browser sends. */
  public static Optional<Secret> read(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    List<String> values =
        Arrays.stream(header.split("[;,]", -1))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(NAME + "="))
            .map(cookie -> cookie.substring(NAME.length() + 1))
            .toList();
    return values.size() == 1 ? Optional.of(Secret.ofText(values.getFirst())) : Optional.empty();
  }
}
