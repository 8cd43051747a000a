package io.claviger.application.feed;

import java.util.Optional;

/**
 * Keys from one, inclusive, to another, exclusive; or one key alone. Keys are compared by bytes,
 * one byte per character (ISO 8859-1).
 *
 * @param end empty for a single key; one zero byte for every key from the first on
 */
public record KeyRange(String from, Optional<String> end) {
  private static final String OPEN_END = "\0";

  public boolean contains(String key) {
    return end.map(
            limit ->
                key.compareTo(from) >= 0 && (limit.equals(OPEN_END) || key.compareTo(limit) < 0))
        .orElse(key.equals(from));
  }
}
