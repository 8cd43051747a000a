package io.claviger.adapters.dpchannel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Revision;
import java.io.ByteArrayOutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes as etcd's JSON gateway does (etcd 3.4, {@code mvccpb} and {@code etcdserverpb}): 64-bit
 * integers are strings, bytes are base64, members with default values are left out. So a put has no
 * {@code type}, and a deletion has only the key and its revision.
 *
 * <p>Left out as well is a key's {@code version}, the number of its changes: it is not kept, and
 * APISIX does not read it.
 */
public final class EtcdJson implements DeliveryEncoder {
  private static final String HEADER =
      "{\"cluster_id\":\"4867321941\",\"member_id\":\"4867321942\",\"revision\":\"";
  private static final String HEADER_END = "\",\"raft_term\":\"2\"}";
  private static final byte[] PUT = ascii("{\"kv\":");
  private static final byte[] PUT_END = ascii("}");
  private static final byte[] COMMA = ascii(",");

  private final SortedMap<String, byte[]> standing =
      Collections.unmodifiableSortedMap(Directories.entries());

  @Override
  public byte[] entry(ResourceKey key, byte[] json, Revision created, Revision revision) {
    return entry(key.wireKey(), json, created, revision);
  }

  static byte[] entry(String key, byte[] value, Revision created, Revision revision) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    entry.writeBytes(
        ascii(
            "{\"key\":\""
                + base64(key)
                + "\",\"create_revision\":\""
                + created
                + "\",\"mod_revision\":\""
                + revision
                + "\",\"value\":\""));
    entry.writeBytes(Base64.getEncoder().encode(value));
    entry.writeBytes(ascii("\"}"));
    return entry.toByteArray();
  }

  @Override
  public List<byte[]> put(byte[] entry) {
    return List.of(PUT, entry, PUT_END);
  }

  @Override
  public byte[] deleted(String key, Revision revision) {
    return ascii(
        "{\"type\":\"DELETE\",\"kv\":{\"key\":\""
            + base64(key)
            + "\",\"mod_revision\":\""
            + revision
            + "\"}}");
  }

  @Override
  public List<byte[]> frame(Revision last, List<List<byte[]>> events) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(ascii("{\"result\":{\"header\":" + header(last) + ",\"events\":["));
    for (List<byte[]> event : events) {
      if (parts.size() > 1) {
        parts.add(COMMA);
      }
      parts.addAll(event);
    }
    parts.add(ascii("]}}\n"));
    return Collections.unmodifiableList(parts);
  }

  @Override
  public SortedMap<String, byte[]> standing() {
    return standing;
  }

  /** The first message of a watch; alone and repeated it is a harmless sign of life. */
  static byte[] created(Revision revision) {
    return ascii("{\"result\":{\"header\":" + header(revision) + ",\"created\":true}}\n");
  }

  /** Makes a client read everything again and watch from the given revision. */
  static byte[] canceled(Revision revision, Revision restart) {
    return ascii(
        "{\"result\":{\"header\":"
            + header(revision)
            + ",\"canceled\":true,\"compact_revision\":\""
            + restart
            + "\"}}\n");
  }

  /**
   * The body of a range, in parts that stand one after the other; a view of the entries.
   *
   * @param more whether there are more than these
   * @param count how many there are, these included
   */
  static List<byte[]> range(Revision revision, List<byte[]> entries, boolean more, long count) {
    String begin = "{\"header\":" + header(revision);
    String end =
        (more ? ",\"more\":true" : "") + (count > 0 ? ",\"count\":\"" + count + "\"" : "") + "}";
    return entries.isEmpty()
        ? List.of(ascii(begin), ascii(end))
        : new Separated(ascii(begin + ",\"kvs\":["), entries, ascii("]" + end));
  }

  /** Entries with a comma between each two, and what stands before and after them. */
  private static final class Separated extends AbstractList<byte[]> {
    private final byte[] begin;
    private final List<byte[]> entries;
    private final byte[] end;

    Separated(byte[] begin, List<byte[]> entries, byte[] end) {
      this.begin = begin;
      this.entries = entries;
      this.end = end;
    }

    @Override
    public byte[] get(int index) {
      if (index == 0) {
        return begin;
      }
      if (index == size() - 1) {
        return end;
      }
      return index % 2 == 0 ? COMMA : entries.get(index / 2);
    }

    @Override
    public int size() {
      return 2 * entries.size() + 1;
    }
  }

  private static String header(Revision revision) {
    return HEADER + revision + HEADER_END;
  }

  private static String base64(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(ISO_8859_1));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
