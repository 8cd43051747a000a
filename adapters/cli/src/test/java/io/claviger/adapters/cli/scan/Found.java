package io.claviger.adapters.cli.scan;

import io.claviger.domain.shared.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was told of one stream. */
record Found(List<Hit> hits, List<String> notSearched) implements Findings {
  static Found none() {
    return new Found(new ArrayList<>(), new ArrayList<>());
  }

  /** In a stream that comes in pieces of so many bytes. */
  static Found in(byte[] stream, int piece, String... strings) {
    Found found = none();
    try (Needles needles = needles(strings);
        Search search = new Search(needles, found, "there")) {
      for (int start = 0; start < stream.length; start += piece) {
        search.accept(stream, start, Math.min(stream.length, start + piece));
      }
    }
    return found;
  }

  static Needles needles(String... strings) {
    List<Secret> secrets = Stream.of(strings).map(Secret::ofText).toList();
    try {
      return Needles.of(secrets);
    } finally {
      secrets.forEach(Secret::close);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void found(Hit hit) {
    hits.add(hit);
  }

  @Override
  public void notSearched(String place, String why) {
    notSearched.add(place + " " + why);
  }

  List<String> encodings() {
    return hits.stream().map(Hit::encoding).toList();
  }
}
