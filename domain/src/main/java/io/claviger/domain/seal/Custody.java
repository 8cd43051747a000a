package io.claviger.domain.seal;

import io.claviger.domain.shared.LengthPrefixed;
import java.util.List;

/** In whose hands the key is that the root key is wrapped under. */
public sealed interface Custody {
  /** What the setting {@code claviger.seal.type} and the API call it. */
  String type();

  /** In a private file, or the environment, of every process. */
  record KeyFile() implements Custody {
    public static final String TYPE = "file";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * Split into shares that people keep; no process has it before enough of them have come together.
   *
   * @param hashes of the shares, as hex, by which each is recognised
   */
  record Shares(int threshold, List<String> hashes) implements Custody {
    public static final String TYPE = "shamir";

    public Shares {
      hashes = List.copyOf(hashes);
      if (!Shamir.isPossible(hashes.size(), threshold)) {
        throw new IllegalArgumentException("2 <= threshold <= shares <= 255, or 1 of 1");
      }
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /** The same for the same custody only. */
  default byte[] encode() {
    LengthPrefixed encoding = new LengthPrefixed().add(type());
    if (this instanceof Shares(int threshold, List<String> hashes)) {
      encoding.add(Integer.toString(threshold));
      hashes.forEach(encoding::add);
    }
    return encoding.toBytes();
  }
}
