package io.claviger.adapters.cli.server;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.adapters.cli.machine.Premises;
import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Which control plane, and whom to trust to be it. A credential is no option: others could see it.
 */
public final class ServerOptions {
  private static final int DEFAULT_PORT = 7443;

  private final Supplier<Premises> premises;
  private final Terminal terminal;

  @Option(
      names = "--address",
      paramLabel = "URL",
      converter = Address.class,
      description = "The control plane. Default: https://localhost and the configured admin port.")
  private Optional<URI> address = Optional.empty();

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description =
          "PEM file with the certificates to trust. Default: for this machine the certificate in"
              + " the data directory, else the authorities that the platform trusts.")
  private Optional<Path> caCert = Optional.empty();

  public ServerOptions(Supplier<Premises> premises, Terminal terminal) {
    this.premises = premises;
    this.terminal = terminal;
  }

  /** For what needs no credential. */
  public ControlPlane anonymously() {
    return connect(Optional.empty());
  }

  /** With the operator's token, which is asked for where the environment has none. */
  public ControlPlane withToken() {
    return connect(
        Optional.of(
            token()
                .orElseThrow(
                    () ->
                        unauthenticated(
                            "a token is needed: set CLAVIGER_TOKEN or CLAVIGER_TOKEN_FILE, or feed"
                                + " it to the standard input"))));
  }

  /** As {@link #withToken}, but without one where nobody gives it. */
  public ControlPlane withTokenIfGiven() {
    return connect(token());
  }

  private Optional<Secret> token() {
    Optional<Secret> token =
        premises.get().token().get().or(() -> terminal.secret("Token (not shown)"));
    if (token.filter(Share::isLike).isPresent()) {
      token.get().close();
      throw invalid("this is a share of a seal, and the token comes first; it was not sent");
    }
    return token;
  }

  private ControlPlane connect(Optional<Secret> token) {
    Premises here = premises.get();
    int port = here.adminPort() == 0 ? DEFAULT_PORT : here.adminPort();
    URI wanted = address.orElseGet(() -> URI.create("https://localhost:" + port));
    return new ControlPlane(wanted, Trust.of(caCert, here.adminCertificate(), wanted), token);
  }

  /** Refuses what would not be HTTPS, and what could hold a password. */
  static final class Address implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        URI uri = URI.create(text);
        boolean plain =
            uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawPath().matches("/?");
        if ("https".equals(uri.getScheme()) && uri.getHost() != null && plain) {
          return uri;
        }
      } catch (IllegalArgumentException e) {
        // Said below.
      }
      throw new TypeConversionException("it is https://, a host and a port, and nothing else");
    }
  }
}
