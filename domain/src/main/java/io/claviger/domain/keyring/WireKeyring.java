package io.claviger.domain.keyring;

import static io.claviger.domain.shared.RefusedException.conflict;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The wire keys of a group, newest first. There is one, and a second while it is replaced: first
 * the new one is prepared, then it is activated, and the old one only decrypts until it is retired.
 *
 * <p>Never more than two: a data plane takes a ciphertext for one of the first key whose padding
 * happens to fit, so every further key costs certainty.
 */
public record WireKeyring(List<WireKey> keys) {
  private static final int MOST = 2;

  public WireKeyring {
    keys = keys.stream().sorted(Comparator.comparing(WireKey::state)).toList();
    if (keys.size() > MOST
        || keys.stream().filter(key -> key.state() == WireKeyState.ACTIVE).count() != 1) {
      throw new IllegalArgumentException(
          "a wire keyring has an active key, and at most one beside it");
    }
  }

  /** What is delivered is encrypted under it. */
  public WireKey active() {
    return find(WireKeyState.ACTIVE).orElseThrow();
  }

  public WireKey newest() {
    return keys.getFirst();
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Conflict} if a rotation is under
   *     way
   */
  public void requireRoom() {
    if (find(WireKeyState.PREPARED).isPresent()) {
      throw conflict("a wire key is prepared already; activate it first");
    }
    if (find(WireKeyState.DECRYPT_ONLY).isPresent()) {
      throw conflict("the wire key before the active one is not retired yet; retire it first");
    }
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Conflict} if there is none
   */
  public WireKey prepared() {
    return find(WireKeyState.PREPARED)
        .orElseThrow(() -> conflict("no wire key is prepared; prepare one first"));
  }

  /**
   * The key that was active before.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Conflict} if there is none
   */
  public WireKey old() {
    return find(WireKeyState.DECRYPT_ONLY)
        .orElseThrow(() -> conflict("there is no old wire key to retire"));
  }

  /** With the prepared key active, and the active one decrypting only. */
  public WireKeyring activated(Instant now) {
    return new WireKeyring(
        List.of(
            prepared().becoming(WireKeyState.ACTIVE, now),
            active().becoming(WireKeyState.DECRYPT_ONLY, now)));
  }

  /**
   * Whether somebody has a key who was given the whole keyring once.
   *
   * @param newest what was the newest key then; empty if that was never
   */
  public boolean had(Optional<KeyId> newest, WireKey key) {
    List<KeyId> ids = keys.stream().map(WireKey::id).toList();
    return newest
        .map(ids::indexOf)
        .filter(at -> at >= 0 && at <= ids.indexOf(key.id()))
        .isPresent();
  }

  private Optional<WireKey> find(WireKeyState state) {
    return keys.stream().filter(key -> key.state() == state).findFirst();
  }

  /** Which keys there are, and what each is for. */
  public Version version() {
    return Version.of(
        keys.stream()
            .map(key -> Version.part(key.id().value(), key.state().name().toLowerCase(Locale.ROOT)))
            .toList());
  }

  /** Differs from that of any other keyring, and from that of the same one after a step. */
  public record Version(String text) {
    public static final Version NONE = new Version("");

    private static final String SEPARATOR = ",";

    /** One key of it. */
    public static String part(String id, String state) {
      return id + " " + state;
    }

    /**
     * @param parts in any order
     */
    public static Version of(Collection<String> parts) {
      return new Version(parts.stream().sorted().collect(Collectors.joining(SEPARATOR)));
    }

    /** Whether there is more than one key. */
    public boolean rotates() {
      return text.contains(SEPARATOR);
    }
  }
}
