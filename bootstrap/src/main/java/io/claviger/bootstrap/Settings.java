package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.rest.edge.Cidr;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How this process is set up. Every setting has a default that works on one machine and is secure.
 *
 * @param bind the address that ports 7443 and 7943 listen on
 * @param dpNames the DNS names in the data-plane port's certificate
 * @param database empty for the embedded one
 * @param sealType of the seal that a new installation is made with
 * @param sealKey of the seal of type file, in the place of a file
 * @param keyringMaxAge the age at which keyrings are rotated; empty for never
 * @param trustedProxies networks whose {@code X-Forwarded-For} is believed
 * @param bootstrapPassword a lasting one for the administrator, used on the first start only
 */
record Settings(
    Path dataDir,
    Path keysDir,
    String bind,
    int adminPort,
    int dpPort,
    List<String> dpNames,
    int metricsPort,
    Optional<DatabaseSettings> database,
    String sealType,
    Optional<Secret> sealKey,
    Optional<Duration> keyringMaxAge,
    List<Cidr> trustedProxies,
    Optional<Secret> bootstrapPassword) {

  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  record DatabaseSettings(String url, String user, Secret password) {}

  /** Below this, more would be sealed anew than new. */
  private static final Duration LEAST_AGE = Duration.ofHours(1);

  private static final Set<String> NAMES =
      Set.of(
          "claviger.data.dir",
          "claviger.keys.dir",
          "claviger.bind",
          "claviger.admin.port",
          "claviger.dp.port",
          "claviger.dp.names",
          "claviger.metrics.port",
          "claviger.database.url",
          "claviger.database.user",
          "claviger.database.password",
          "claviger.seal.type",
          "claviger.seal.key",
          "claviger.keyring.max-age",
          "claviger.trusted-proxies",
          "claviger.bootstrap.admin.password");

  static Settings load() {
    Configuration configuration = Configuration.load(NAMES);
    Path dataDir = Path.of(configuration.text("claviger.data.dir").orElse("claviger-data"));
    return new Settings(
        dataDir,
        configuration.text("claviger.keys.dir").map(Path::of).orElse(dataDir.resolve("keys")),
        bind(configuration),
        configuration.port("claviger.admin.port", 7443),
        configuration.port("claviger.dp.port", 7943),
        dpNames(configuration.list("claviger.dp.names")),
        configuration.port("claviger.metrics.port", 7081),
        database(configuration),
        sealType(configuration),
        configuration.secret("claviger.seal.key"),
        configuration.duration("claviger.keyring.max-age", LEAST_AGE),
        configuration.list("claviger.trusted-proxies").stream().map(Settings::network).toList(),
        configuration.secret("claviger.bootstrap.admin.password"));
  }

  private static String bind(Configuration configuration) {
    String text = configuration.text("claviger.bind").orElse("0.0.0.0");
    try {
      return InetAddress.getByName(text).getHostAddress();
    } catch (UnknownHostException e) {
      throw invalid("claviger.bind: \"" + text + "\" is no address, such as 127.0.0.1 or ::");
    }
  }

  private static Cidr network(String text) {
    try {
      return Cidr.parse(text);
    } catch (RefusedException e) {
      throw invalid("claviger.trusted-proxies: \"" + text + "\": " + e.refusal().message());
    }
  }

  private static String sealType(Configuration configuration) {
    String type = configuration.text("claviger.seal.type").orElse(Custody.KeyFile.TYPE);
    if (!Set.of(Custody.KeyFile.TYPE, Custody.Shares.TYPE).contains(type)) {
      throw invalid("claviger.seal.type: this release has the seal types file and shamir");
    }
    return type;
  }

  private static Optional<DatabaseSettings> database(Configuration configuration) {
    return configuration
        .text("claviger.database.url")
        .map(
            url ->
                new DatabaseSettings(
                    url,
                    configuration.text("claviger.database.user").orElse(""),
                    configuration
                        .secret("claviger.database.password")
                        .orElseGet(() -> Secret.of(new byte[0]))));
  }

  private static List<String> dpNames(List<String> configured) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : configured) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!DNS_NAME.matcher(lower).matches()) {
        throw invalid("claviger.dp.names: \"" + name + "\" is not a DNS name");
      }
      names.add(lower);
    }
    names.add("localhost");
    try {
      String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (DNS_NAME.matcher(own).matches()) {
        names.add(own);
      }
    } catch (UnknownHostException e) {
      // A host without a name is reached by the configured ones.
    }
    return new ArrayList<>(names);
  }
}
