package io.claviger.adapters.rest.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The {@code config.yaml} of a data plane, with what its operator must know on top. */
final class DpConfigYaml {
  private DpConfigYaml() {}

  /**
   * @param config the tree that {@code GetDpConfig} makes
   */
  static String of(Map<String, Object> config) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(200);
    return header(config) + new Yaml(options).dump(config);
  }

  private static String header(Map<String, Object> config) {
    Map<?, ?> etcd = map(map(config.get("deployment")).get("etcd"));
    Map<?, ?> tls = map(etcd.get("tls"));
    Map<?, ?> ssl = map(map(config.get("apisix")).get("ssl"));
    Object server = etcd.get("host") instanceof List<?> hosts ? hosts.getFirst() : "";
    return """
        # Configuration of an Apache APISIX data plane that follows Claviger. It holds no secret.
        #
        # Put three PEM files where it looks for them. APISIX's workers run as the user nobody and
        # must be able to read them, the key too; nobody else should.
        #   %1$s   the certificate of this data plane
        #   %2$s   its private key
        #   %3$s   the value ca_certificate from when the certificate was issued
        #
        # Private keys travel encrypted. The start command of APISIX fetches the keys for them, of
        # which there are two while they are rotated; fetch them at each start, and only then:
        #   set -- $(curl -fsS --cert %1$s \\
        #     --key %2$s --cacert %3$s \\
        #     %4$s/api/dataplane/wire_keyring |
        #     jq -r '.value.keyring | .[0], .[-1]') && [ $# -eq 2 ] &&
        #     export CLAVIGER_WIRE_KEY="$1" CLAVIGER_WIRE_KEY_BEFORE="$2" && apisix start
        #
        # A reload goes on with the keys of the start, and wants any 16 characters in each variable.
        # To take new keys, stop APISIX and start it as above; apisix restart and apisix test lose
        # nginx.conf where the variables are not set, and the next start makes it anew.

        """
        .formatted(tls.get("cert"), tls.get("key"), ssl.get("ssl_trusted_certificate"), server);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalStateException("the configuration of data planes has another shape");
  }
}
