package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads PEM (RFC 7468) from bytes, so that a private key never becomes a string. Text between the
 * blocks is skipped, as OpenSSL does.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private final String where;
  private final byte[] text;
  private final int maxBlocks;
  private final List<Block> blocks = new ArrayList<>();
  private @Nullable String label;
  private final byte[] base64;
  private int base64Length;

  private Pem(String where, byte[] text, int maxBlocks) {
    this.where = where;
    this.text = text;
    this.maxBlocks = maxBlocks;
    this.base64 = new byte[text.length];
  }

  /**
   * @param where names the text in messages
   * @return at least one block
   * @throws io.claviger.domain.shared.RefusedException with {@code Invalid}
   */
  static List<Block> read(String where, byte[] text, int maxBytes, int maxBlocks) {
    if (text.length > maxBytes) {
      throw invalid(where + " is longer than " + maxBytes + " bytes");
    }
    return new Pem(where, text, maxBlocks).read();
  }

  /** Lines of 64 characters. */
  static byte[] write(String label, byte[] der) {
    byte[] body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    ByteArrayOutputStream pem = new ByteArrayOutputStream(body.length + 2 * label.length() + 40);
    pem.writeBytes((BEGIN + label + DASHES + "\n").getBytes(US_ASCII));
    pem.writeBytes(body);
    pem.writeBytes(("\n" + END + label + DASHES + "\n").getBytes(US_ASCII));
    Arrays.fill(body, (byte) 0);
    return pem.toByteArray();
  }

  private List<Block> read() {
    try {
      for (int start = 0; start < text.length; ) {
        int end = start;
        while (end < text.length && text[end] != '\n') {
          end++;
        }
        line(start, end);
        start = end + 1;
      }
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
    if (label != null || blocks.isEmpty()) {
      throw invalid(
          where + " is not PEM: no -----BEGIN …----- and -----END …----- lines that match");
    }
    return blocks;
  }

  private void line(int start, int untrimmedEnd) {
    int end = untrimmedEnd;
    while (end > start && isSpace(text[end - 1])) {
      end--;
    }
    if (label == null) {
      label = startsWith(BEGIN, start, end) ? label(BEGIN, start, end) : null;
    } else if (startsWith(END, start, end)) {
      endBlock(label, label(END, start, end));
      label = null;
    } else {
      append(start, end);
    }
  }

  private void append(int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] == ':') {
        throw invalid(where + " has PEM headers; an encrypted key is to be decrypted first");
      }
      base64[base64Length++] = text[i];
    }
  }

  private void endBlock(String begun, String ended) {
    if (!begun.equals(ended)) {
      throw invalid(where + " is not PEM: a BEGIN line and its END line differ");
    }
    if (blocks.size() == maxBlocks) {
      throw invalid(where + " has more than " + maxBlocks + " PEM blocks");
    }
    byte[] body = Arrays.copyOf(base64, base64Length);
    base64Length = 0;
    try {
      blocks.add(new Block(begun, Base64.getDecoder().decode(body)));
    } catch (IllegalArgumentException e) {
      throw invalid(where + " is not PEM: what is between its lines is not base64");
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private String label(String prefix, int start, int end) {
    String line = new String(text, start, end - start, ISO_8859_1);
    if (line.length() < prefix.length() + DASHES.length() || !line.endsWith(DASHES)) {
      throw invalid(where + " is not PEM: a BEGIN or END line does not end in five dashes");
    }
    return line.substring(prefix.length(), line.length() - DASHES.length());
  }

  private boolean startsWith(String prefix, int start, int end) {
    if (end - start < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text[start + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /**
   * @param der whoever reads a private key wipes it
   */
  record Block(String label, byte[] der) {}
}
