package io.claviger.adapters.cli.machine;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Secrets from a stream, one on each line. A line ends with LF or CR LF, which is no part of it.
 *
 * <p>Not guaranteed: that a buffer of the runtime below does not keep the bytes for a while.
 */
public final class SecretLines {
  private static final int MAX_BYTES = 16_384;

  private final InputStream in;
  private final String source;

  /**
   * @param source what it is called in a refusal
   */
  public SecretLines(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  /** The next line, which may be empty; nothing at the end of the stream. */
  public Optional<Secret> next() {
    byte[] line = new byte[MAX_BYTES];
    try {
      int length = 0;
      int octet = in.read();
      if (octet < 0) {
        return Optional.empty();
      }
      for (; octet >= 0 && octet != '\n'; octet = in.read()) {
        if (length == line.length) {
          throw invalid(source + ": a line is longer than " + MAX_BYTES + " bytes");
        }
        line[length++] = (byte) octet;
      }
      boolean carriageReturn = length > 0 && line[length - 1] == '\r';
      return Optional.of(Secret.of(Arrays.copyOf(line, carriageReturn ? length - 1 : length)));
    } catch (IOException e) {
      throw invalid(source + " cannot be read");
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }
}
