package io.claviger.application.port;

import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Revision;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes what data planes read, in their protocol's form. Everything is encoded once per group; the
 * same bytes go to every data plane, so nobody may change them.
 */
public interface DeliveryEncoder {
  /** A key with its value, as it stands both in a range and in an event. */
  byte[] entry(ResourceKey key, byte[] json, Revision created, Revision revision);

  /** An event for an entry, in parts that stand one after the other: the entry itself is one. */
  List<byte[]> put(byte[] entry);

  /**
   * An event for a key that is gone.
   *
   * @param key such as {@code /apisix/routes/1}
   */
  byte[] deleted(String key, Revision revision);

  /**
   * One message of a watch, in parts that stand one after the other. Those of the events are among
   * them, so that a message costs no copy of what it tells.
   *
   * @param events each in its parts; in ascending order of revision
   */
  List<byte[]> frame(Revision last, List<List<byte[]>> events);

  /**
   * Keys that a data plane finds in every group beside the resources, with their entries. They
   * never change, so that no event tells of them.
   */
  SortedMap<String, byte[]> standing();
}
