package io.claviger.adapters.dpchannel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.claviger.application.port.DeliveryEncoder;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Revision;
import java.io.ByteArrayOutputStream;
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

  private final SortedMap<String, byte[]> standing =
      Collections.unmodifiableSortedMap(Directories.entries());

  @Override
  public byte[] entry(ResourceKey key, byte[] json, Revision created, Revision revision) {
    return entry(key.wireKey(), json, created, revision);
  }

  static byte[] entry(String key, byte[] value, Revision created, Revision revision) {
    byte[] head =
        ascii(
            "{\"key\":\""
                + base64(key)
                + "\",\"create_revision\":\""
                + created
                + "\",\"mod_revision\":\""
                + revision
                + "\",\"value\":\"");
    return join(head, List.of(Base64.getEncoder().encode(value)), "\"}");
  }

  @Override
  public byte[] put(byte[] entry) {
    return join(ascii("{\"kv\":"), List.of(entry), "}");
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
  public byte[] frame(Revision last, List<byte[]> events) {
    return join(
        ascii("{\"result\":{\"header\":" + header(last) + ",\"events\":["), events, "]}}\n");
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

  /** What stands before the entries of a range; they are separated by commas. */
  static byte[] rangeBegin(Revision revision, boolean entries) {
    return ascii("{\"header\":" + header(revision) + (entries ? ",\"kvs\":[" : ""));
  }

  /** What stands after the entries of a range. */
  static byte[] rangeEnd(boolean entries, boolean more, long count) {
    return ascii(
        (entries ? "]" : "")
            + (more ? ",\"more\":true" : "")
            + (count > 0 ? ",\"count\":\"" + count + "\"" : "")
            + "}");
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

  private static byte[] join(byte[] head, List<byte[]> parts, String tail) {
    int size = head.length + tail.length();
    for (byte[] part : parts) {
      size += part.length + 1;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream(size);
    joined.writeBytes(head);
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        joined.write(',');
      }
      joined.writeBytes(parts.get(i));
    }
    joined.writeBytes(ascii(tail));
    return joined.toByteArray();
  }
}
