package io.claviger.tests.harness;

import io.claviger.adapters.cli.scan.Findings;
import io.claviger.adapters.cli.scan.Hit;
import io.claviger.adapters.cli.scan.Needles;
import io.claviger.adapters.cli.scan.PlaintextScan;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for planted secrets, the canaries, in whatever a program left behind, by the scan that
 * operators have: {@link PlaintextScan}.
 */
public final class CanaryScan {
  /** Shorter ones than these would be found by chance among many. */
  private static final int LEAST_BYTES = 12;

  private final List<String> names = new ArrayList<>();
  private final List<Secret> canaries = new ArrayList<>();
  private Optional<Needles> needles = Optional.empty();

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
    canaries.add(Secret.of(secret.clone()));
    needles = Optional.empty();
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

  /** Each canary and encoding at most once. */
  public Set<Found> in(String place, byte[] haystack) {
    Set<Found> found = new HashSet<>();
    scan(new Findings() {
          @Override
          public void found(Hit hit) {
            found.add(new Found(names.get(hit.string() - 1), hit.encoding(), hit.place()));
          }

          @Override
          public void notSearched(String where, String why) {
            throw new AssertionError(where + " " + why);
          }
        })
        .in(place, haystack);
    return found;
  }

  /** As an operator's scan, for what has been planted by now. */
  private PlaintextScan scan(Findings findings) {
    Needles now = needles.orElseGet(() -> Needles.of(canaries));
    needles = Optional.of(now);
    return new PlaintextScan(now, findings, bytes -> {});
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
}
