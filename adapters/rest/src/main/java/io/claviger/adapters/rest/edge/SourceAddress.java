package io.claviger.adapters.rest.edge;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from: the socket's address, unless that is a trusted proxy's. Then it is
 * the right-most address of {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239) that is no
 * trusted proxy: what stands further to the left was written by the caller.
 *
 * <p>Where both headers are there and disagree, one of them was the caller's own and went through a
 * proxy that minds the other only; then the proxy's address stands.
 */
final class SourceAddress {
  private static final int MAX_LENGTH = 4096;

  private final List<Cidr> trusted;

  SourceAddress(List<Cidr> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /**
   * @param forwardedFor the lines of {@code X-Forwarded-For}, in their order
   * @param forwarded the lines of {@code Forwarded}, in their order
   */
  String of(InetAddress peer, List<String> forwardedFor, List<String> forwarded) {
    if (!isTrusted(peer)) {
      return AddressText.of(peer);
    }
    List<InetAddress> found = new ArrayList<>();
    if (!forwardedFor.isEmpty()) {
      found.add(walk(peer, hops(forwardedFor)));
    }
    if (!forwarded.isEmpty()) {
      found.add(
          walk(peer, split(String.join(",", forwarded), ',').map(SourceAddress::forParameters)));
    }
    return AddressText.of(found.stream().distinct().count() == 1 ? found.getFirst() : peer);
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }

  /** From right to left, up to the first that is not trusted or cannot be read. */
  private InetAddress walk(InetAddress peer, Optional<List<String>> hops) {
    InetAddress last = peer;
    for (String hop : hops.orElse(List.of()).reversed()) {
      Optional<InetAddress> address = AddressText.parseWithPort(hop.strip());
      if (address.isEmpty()) {
        return last;
      }
      last = address.get();
      if (!isTrusted(last)) {
        return last;
      }
    }
    return last;
  }

  private static Optional<List<String>> hops(List<String> lines) {
    String all = String.join(",", lines);
    return all.length() > MAX_LENGTH
        ? Optional.empty()
        : Optional.of(Arrays.asList(all.split(",", -1)));
  }

  private static List<String> forParameters(List<String> elements) {
    return elements.stream().map(SourceAddress::forParameter).toList();
  }

  /** The value of an element's {@code for}, or empty text. */
  private static String forParameter(String element) {
    return split(element, ';').orElse(List.of()).stream()
        .map(String::strip)
        .filter(pair -> pair.regionMatches(true, 0, "for=", 0, 4))
        .map(pair -> pair.substring(4).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  /** Splits outside of quotes; empty where the text is too long or a quote does not end. */
  private static Optional<List<String>> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length() && text.length() <= MAX_LENGTH; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return quoted || text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(parts);
  }
}
