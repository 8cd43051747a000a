package io.claviger.bootstrap;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unavailable;
import static java.util.stream.Collectors.toSet;

import io.claviger.domain.shared.Secret;
import io.helidon.config.yaml.mp.YamlMpConfigSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * MicroProfile Config from {@code claviger.yaml} in the working directory, or the file that {@code
 * CLAVIGER_CONFIG} names, with system properties and environment variables over it. A value may be
 * {@code $env://NAME}; an environment variable of the name and {@code _FILE} names a file that
 * holds the value.
 */
final class Configuration {
  private static final String FILE = "CLAVIGER_CONFIG";
  private static final String VARIABLE_PREFIX = "CLAVIGER_";

  /**
   * What an operator proves himself with; no setting, so that it cannot stand in a file of them.
   */
  private static final String TOKEN = "claviger.token";

  /** The file itself, what the start script reads, and what the commands read. */
  private static final Set<String> OTHER_VARIABLES =
      Set.of(
          FILE,
          "CLAVIGER_JAVA_HOME",
          "CLAVIGER_JAVA_OPTIONS",
          "CLAVIGER_TOKEN",
          "CLAVIGER_TOKEN_FILE");

  /** Names a file with the value, or one element of a list. */
  private static final Pattern SUFFIX = Pattern.compile("_(FILE|[0-9]+)$");

  /** What Kubernetes sets in every container beside a Service whose name begins as ours. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "CLAVIGER(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)|CLAVIGER_PORT");

  private static final String DEFAULT_FILE = "claviger.yaml";
  private static final String REFERENCE = "$env://";
  private static final int MAX_SECRET_BYTES = 4096;

  private final Config config;

  private Configuration(Config config) {
    this.config = config;
  }

  /**
   * @param names of all settings; another one below {@code claviger}, in the file or as a variable,
   *     is a mistake that would otherwise go unseen
   */
  static Configuration load(Set<String> names) {
    refuseUnknown(System.getenv().keySet(), names);
    ConfigBuilder builder =
        ConfigProviderResolver.instance()
            .getBuilder()
            .addDefaultSources()
            .addDiscoveredConverters();
    file().map(path -> read(path, names)).ifPresent(builder::withSources);
    return new Configuration(builder.build());
  }

  private static void refuseUnknown(Set<String> variables, Set<String> names) {
    Set<String> known = names.stream().map(Configuration::variable).collect(toSet());
    for (String variable : new TreeSet<>(variables)) {
      if (variable.startsWith(VARIABLE_PREFIX)
          && !OTHER_VARIABLES.contains(variable)
          && !SERVICE_LINK.matcher(variable).matches()
          && !known.contains(SUFFIX.matcher(variable).replaceFirst(""))) {
        throw invalid(
            "the environment variable "
                + variable
                + " is of no setting; known are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static Optional<Path> file() {
    String named = System.getenv(FILE);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Optional.of(Path.of(DEFAULT_FILE)).filter(Files::exists);
  }

  private static ConfigSource read(Path path, Set<String> names) {
    if (Files.isDirectory(path) || !Files.isReadable(path)) {
      throw unavailable(
          "the configuration file "
              + path
              + " cannot be read; check that it is there and who may read it, or name another with "
              + FILE);
    }
    ConfigSource source;
    try {
      source = YamlMpConfigSource.create(path);
    } catch (RuntimeException e) {
      throw invalid("the configuration file " + path + " is not valid YAML");
    }
    for (String name : source.getPropertyNames()) {
      if (!names.contains(name.replaceFirst("\\.[0-9]+$", ""))) {
        throw invalid(
            "the configuration file "
                + path
                + " has the unknown setting "
                + name
                + "; known are "
                + String.join(", ", names.stream().sorted().toList()));
      }
    }
    return source;
  }

  Optional<String> text(String name) {
    return config
        .getOptionalValue(name, String.class)
        .map(value -> dereference(name, value))
        .or(() -> fromFile(name).map(Secret::revealText));
  }

  Optional<Secret> secret(String name) {
    return text(name).map(Secret::ofText);
  }

  /** Comma-separated, or a YAML list. */
  List<String> list(String name) {
    Stream<String> values =
        config.getOptionalValue(name + ".0", String.class).isPresent()
            ? Stream.iterate(0, i -> i + 1)
                .map(i -> config.getOptionalValue(name + "." + i, String.class))
                .takeWhile(Optional::isPresent)
                .map(Optional::get)
            : text(name).stream().flatMap(text -> Arrays.stream(text.split(",")));
    return values.map(String::strip).filter(value -> !value.isEmpty()).toList();
  }

  /** From 0, which means any free one. */
  int port(String name, int preset) {
    String text = text(name).orElse(Integer.toString(preset));
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw invalid(name + ": must be a port from 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  /** {@code 90d}, or any other duration of ISO 8601 that has no years and months. */
  Optional<Duration> duration(String name, Duration least) {
    return text(name)
        .map(text -> parse(text.matches("[0-9]{1,6}d") ? "P" + text : text))
        .map(
            parsed ->
                parsed
                    .filter(duration -> duration.compareTo(least) >= 0)
                    .orElseThrow(
                        () ->
                            invalid(
                                name
                                    + ": must be a duration of at least "
                                    + least
                                    + ", such as 90d or PT36H")));
  }

  private static Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String dereference(String name, String value) {
    if (!value.toLowerCase(Locale.ROOT).startsWith(REFERENCE)) {
      return value;
    }
    String referenced = System.getenv(value.substring(REFERENCE.length()));
    if (referenced == null) {
      throw invalid(name + ": the environment variable that it refers to is not set");
    }
    return referenced;
  }

  /** From {@code CLAVIGER_TOKEN}, or the file that {@code CLAVIGER_TOKEN_FILE} names. */
  static Optional<Secret> token() {
    return Optional.ofNullable(System.getenv(variable(TOKEN)))
        .map(Secret::ofText)
        .or(() -> fromFile(TOKEN));
  }

  private static Optional<Secret> fromFile(String name) {
    return Optional.ofNullable(System.getenv(variable(name) + "_FILE"))
        .map(path -> readSecret(name, Path.of(path)));
  }

  private static Secret readSecret(String name, Path path) {
    try {
      if (Files.size(path) > MAX_SECRET_BYTES) {
        throw invalid(
            name + ": the file " + path + " is larger than " + MAX_SECRET_BYTES + " bytes");
      }
      byte[] bytes = Files.readAllBytes(path);
      try (Secret whole = Secret.of(bytes)) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Secret.ofText(text.stripTrailing());
      }
    } catch (IOException e) {
      throw unavailable(name + ": the file " + path + " cannot be read");
    }
  }
}
