package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GroupId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The configuration with which an APISIX follows this control plane. It holds no secret: the wire
 * keys come from the environment of the data plane's start command.
 */
public final class GetDpConfig implements Query<GetDpConfig.Ask, Map<String, Object>> {
  private static final String PKI = "/usr/local/apisix/conf/pki/";

  private final GatewayGroups groups;
  private final List<String> serverNames;
  private final IntSupplier defaultPort;

  /**
   * @param serverNames the DNS names in the data-plane port's certificate
   */
  public GetDpConfig(GatewayGroups groups, List<String> serverNames, IntSupplier defaultPort) {
    this.groups = groups;
    this.serverNames = List.copyOf(serverNames);
    this.defaultPort = defaultPort;
  }

  /**
   * @param host how the data plane reaches this control plane; the first name where it is empty
   */
  public record Ask(Caller caller, GroupId group, Optional<String> host, Optional<Integer> port)
      implements Command {
    public Ask {
      port.ifPresent(
          number -> {
            if (number < 1 || number > 65_535) {
              throw invalid("port: from 1 to 65535");
            }
          });
    }
  }

  @Override
  public Action action(Ask ask) {
    return Action.GET_GROUP;
  }

  /** The configuration's tree: maps, lists, strings, numbers and truth values. */
  @Override
  public Map<String, Object> execute(Ask ask, Permit permit) {
    permit.require(Arn.group(ask.group().value()));
    if (groups.find(ask.group()).isEmpty()) {
      throw notFound("no such gateway group");
    }
    String host = ask.host().map(this::known).orElse(serverNames.getFirst());
    int port = ask.port().orElseGet(defaultPort::getAsInt);
    return tree(host, port);
  }

  private String known(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (!serverNames.contains(name)) {
      throw invalid(
          "host: the certificate of the data-plane port does not name it; add it to"
              + " claviger.dp.names, or use one of "
              + String.join(", ", serverNames));
    }
    return name;
  }

  private static Map<String, Object> tree(String host, int port) {
    return Ordered.of(
        "apisix",
        Ordered.of(
            "ssl",
            Ordered.of("ssl_trusted_certificate", PKI + "ca.crt"),
            // Plugin fields travel in plaintext inside mTLS: a field that a data plane's version
            // does not list as encrypted would be used as ciphertext.
            "data_encryption",
            Ordered.of(
                "enable_encrypt_fields",
                false,
                // The newest wire key and the one before it, which may be the same.
                "keyring",
                List.of("${{CLAVIGER_WIRE_KEY}}", "${{CLAVIGER_WIRE_KEY_BEFORE}}")),
            "status",
            Ordered.of("ip", "127.0.0.1", "port", 7085)),
        "deployment",
        Ordered.of(
            "role",
            "data_plane",
            "role_data_plane",
            Ordered.of("config_provider", "etcd"),
            "etcd",
            Ordered.of(
                "host",
                List.of("https://" + host + ":" + port),
                "prefix",
                "/apisix",
                "timeout",
                30,
                "tls",
                Ordered.of(
                    "cert", PKI + "dp.crt", "key", PKI + "dp.key", "verify", true, "sni", host))));
  }
}
