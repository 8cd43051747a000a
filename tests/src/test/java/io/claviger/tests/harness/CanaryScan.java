package io.claviger.tests.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for planted secrets, the canaries, in whatever a program left behind. All of them are
 * looked for at once, each as it is and in every form of {@link CanaryEncodings}.
 *
 * <p>Not found is what was compressed, or cut into pieces that are shorter than a canary.
 */
public final class CanaryScan {
  /** Shorter ones would be found by chance. */
  private static final int LEAST_BYTES = 12;

  /** By these many first bytes a form is known, so that one look per byte is enough. */
  private static final int PREFIX = Long.BYTES;

  private final Map<Long, List<Form>> forms = new HashMap<>();
  private final Set<String> names = new TreeSet<>();

  private record Form(String canary, String encoding, byte[] bytes) {}

  /** That a canary is where it must not be. */
  public record Found(String canary, String encoding, String place) {}

  /**
   * @param name says what it is, for it is never shown itself
   */
  public void plant(String name, byte[] secret) {
    if (secret.length < LEAST_BYTES) {
      throw new IllegalArgumentException("a canary has at least " + LEAST_BYTES + " bytes");
    }
    names.add(name);
    CanaryEncodings.of(secret)
        .forEach(
            (encoding, bytes) ->
                forms
                    .computeIfAbsent(prefix(bytes), prefix -> new ArrayList<>())
                    .add(new Form(name, encoding, bytes)));
  }

  /** A text; returns it. */
  public String plant(String name, String secret) {
    plant(name, secret.getBytes(StandardCharsets.UTF_8));
    return secret;
  }

  /** A PEM text: all of it, each full line of its base64, and what the base64 stands for. */
  public String plantPem(String name, String pem) {
    plant(name, pem);
    StringBuilder base64 = new StringBuilder();
    pem.lines()
        .filter(line -> !line.startsWith("-----"))
        .forEach(
            line -> {
              base64.append(line);
              if (line.length() == 64) {
                plant(name + ", a line of it", line);
              }
            });
    plant(name + ", its DER", Base64.getMimeDecoder().decode(base64.toString()));
    return pem;
  }

  /** What was planted. */
  public Set<String> names() {
    return Set.copyOf(names);
  }

  /** Each canary and encoding at most once. */
  public Set<Found> in(String place, byte[] haystack) {
    Set<Found> found = new HashSet<>();
    long window = 0;
    for (int i = 0; i < haystack.length; i++) {
      window = (window << Byte.SIZE) | (haystack[i] & 0xff);
      int start = i + 1 - PREFIX;
      if (start >= 0) {
        for (Form form : forms.getOrDefault(window, List.of())) {
          if (isAt(haystack, start, form.bytes())) {
            found.add(new Found(form.canary(), form.encoding(), place));
          }
        }
      }
    }
    return found;
  }

  public Set<Found> in(String place, String haystack) {
    return in(place, haystack.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Every file below a directory, and the names of the files.
   *
   * @param left not looked into: where the secrets are supposed to be
   */
  public Set<Found> below(Path directory, Predicate<Path> left) throws IOException {
    Set<Found> found = new HashSet<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(left.negate()).toList()) {
        String place = directory.relativize(path).toString();
        found.addAll(in("the name of " + place, place));
        if (Files.isRegularFile(path)) {
          found.addAll(in(place, Files.readAllBytes(path)));
        }
      }
    }
    return found;
  }

  private static boolean isAt(byte[] haystack, int start, byte[] needle) {
    int end = start + needle.length;
    return end <= haystack.length && Arrays.equals(haystack, start, end, needle, 0, needle.length);
  }

  private static long prefix(byte[] bytes) {
    long prefix = 0;
    for (int i = 0; i < PREFIX; i++) {
      prefix = (prefix << Byte.SIZE) | (bytes[i] & 0xff);
    }
    return prefix;
  }
}
