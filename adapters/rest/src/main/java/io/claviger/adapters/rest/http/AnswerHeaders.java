package io.claviger.adapters.rest.http;

import java.util.Map;

/** What every answer of the port says to browsers and caches, whatever it answers. */
public final class AnswerHeaders {
  public static final Map<String, String> ALL =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "Strict-Transport-Security", "max-age=31536000",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer");

  private AnswerHeaders() {}
}
