package io.claviger.domain.keyring;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What stands in a document where a sealed value belongs: {@code $sealed://} and 22 characters. It
 * is stable for the same value at the same place, and tells nothing about the value to who lacks
 * the marker key.
 */
public record Marker(String text) {
  public static final String PREFIX = "$sealed://";
  private static final int MAC_BYTES = 16;
  private static final Pattern FORM = Pattern.compile("\\$sealed://[A-Za-z0-9_-]{22}");

  public Marker {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a marker");
    }
  }

  /** From a MAC of at least 16 bytes over {@link Place#markerContext} and the value. */
  public static Marker ofMac(byte[] mac) {
    if (mac.length < MAC_BYTES) {
      throw new IllegalArgumentException("a marker's MAC has at least 16 bytes");
    }
    return new Marker(
        PREFIX
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(mac, MAC_BYTES)));
  }

  /** Whether a string claims to be a marker; it may still be a malformed one. */
  public static boolean looksLike(String text) {
    return text.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  @Override
  public String toString() {
    return text;
  }
}
