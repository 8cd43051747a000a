package io.claviger.adapters.rest.listener;

import io.helidon.config.Config;
import io.helidon.webserver.ProtocolConfigs;
import io.helidon.webserver.spi.ProtocolConfig;
import io.helidon.webserver.spi.ProtocolConfigProvider;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelectorProvider;

/** Makes {@link GuardedHttp} where the server's configuration names it as a protocol. */
public final class GuardedHttpProvider
    implements ProtocolConfigProvider<GuardedHttpProvider.Protocol>,
        ServerConnectionSelectorProvider<GuardedHttpProvider.Protocol> {

  /** It has no settings. */
  public record Protocol(String name) implements ProtocolConfig {
    @Override
    public String type() {
      return Guard.NAME;
    }
  }

  @Override
  public String configKey() {
    return Guard.NAME;
  }

  @Override
  public Protocol create(Config config, String name) {
    return new Protocol(name);
  }

  @Override
  public String protocolType() {
    return Guard.NAME;
  }

  @Override
  public Class<Protocol> protocolConfigType() {
    return Protocol.class;
  }

  @Override
  public ServerConnectionSelector create(
      String listener, Protocol protocol, ProtocolConfigs protocols) {
    return new GuardedHttp(Guard.offered());
  }
}
