package io.claviger.adapters.dpchannel;

import io.claviger.domain.shared.Revision;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys that stand for directories. APISIX takes over what its master process has read only of
 * directories whose key it has found ({@code apisix/core/config_etcd.lua}, {@code
 * create_formatter}). The workers of a gateway that starts without them answer 404 for a moment,
 * and let requests past a global rule.
 *
 * <p>All that APISIX knows are there ({@code apisix/constants.lua}, {@code HTTP_ETCD_DIRECTORY}). A
 * process that leaves some unused, as most do with stream routes, watches from the revision of what
 * it has read.
 */
final class Directories {
  static final List<String> NAMES =
      List.of(
          "consumer_groups",
          "consumers",
          "global_rules",
          "plugin_configs",
          "plugin_metadata",
          "plugins",
          "protos",
          "routes",
          "secrets",
          "services",
          "ssls",
          "stream_routes",
          "upstreams");

  private static final byte[] VALUE = "init_dir".getBytes(StandardCharsets.US_ASCII);

  private Directories() {}

  /** Entries of a range, by their keys. They are older than everything. */
  static SortedMap<String, byte[]> entries() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (String name : NAMES) {
      String key = "/apisix/" + name + "/";
      entries.put(key, EtcdJson.entry(key, VALUE, Revision.NONE, Revision.NONE));
    }
    return entries;
  }
}
