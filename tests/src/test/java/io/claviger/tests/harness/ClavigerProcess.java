package io.claviger.tests.harness;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real program in a process of its own, on free ports. What it prints is kept in a file, so
 * that it can be searched.
 */
public final class ClavigerProcess implements AutoCloseable {
  /** Of the administrator, where a test does not ask for a one-time one. */
  public static final String ADMIN_PASSWORD = "a lasting test passphrase 71";

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String READY = "Claviger is ready.";
  private static final String SEALED = "Claviger is sealed";

  private final Process process;
  private final Path output;
  private final Path home;

  private ClavigerProcess(Process process, Path output, Path home) {
    this.process = process;
    this.output = output;
    this.home = home;
  }

  /** How a process is started. */
  public static final class Setup {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Optional<Path> script = Optional.empty();
    private String heap = "768m";

    private Setup(Path home) {
      this.home = home;
      environment.put("CLAVIGER_DATA_DIR", home.resolve("data").toString());
      environment.put("CLAVIGER_ADMIN_PORT", "0");
      environment.put("CLAVIGER_DP_PORT", "0");
      environment.put("CLAVIGER_METRICS_PORT", "0");
      environment.put("CLAVIGER_BIND", "127.0.0.1");
      environment.put("CLAVIGER_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
    }

    public Setup with(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    /** As an operator starts it, by {@code bootstrap/run}. */
    public Setup by(Path run) {
      script = Optional.of(run);
      return this;
    }

    /**
     * @param most such as {@code 512m}
     */
    public Setup withHeap(String most) {
      heap = most;
      return this;
    }

    public Setup without(String variable) {
      environment.remove(variable);
      return this;
    }

    /** Starts it and waits until it is ready. */
    public ClavigerProcess start() {
      return start(READY);
    }

    /** Starts it and waits until it asks for shares. */
    public ClavigerProcess startSealed() {
      return start(SEALED);
    }

    private ClavigerProcess start(String until) {
      ClavigerProcess started = launch();
      try {
        started.awaitStart(() -> started.output().contains(until));
        return started;
      } catch (RuntimeException | Error e) {
        started.kill();
        throw e;
      }
    }

    /** Starts it and does not wait. */
    public ClavigerProcess launch() {
      return launch(
          script
              .map(run -> List.of(run.toString()))
              .orElseGet(() -> command(heap, StartCache.options(classPath(), Setup::leaveCache))));
    }

    private static void leaveCache(Path cache) {
      try {
        Path home = Files.createTempDirectory("claviger-start");
        ClavigerProcess process = in(home).launch(command("768m", StartCache.recording(cache)));
        try (process) {
          process.awaitReady();
        } finally {
          process.kill();
          delete(home);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path directory) throws IOException {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }

    private ClavigerProcess launch(List<String> command) {
      try {
        Files.createDirectories(home);
        Path output = Files.createTempFile(home, "output-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CLAVIGER_"));
        builder.environment().putAll(environment);
        builder.directory(home.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        return new ClavigerProcess(builder.start(), output, home);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The program with the same settings as one command of its operator. */
    public OperatorCommand command(String... arguments) {
      return new OperatorCommand(
          home,
          environment,
          Stream.concat(command("256m", List.of()).stream(), Stream.of(arguments)).toList());
    }

    private static List<String> command(String heap, List<String> cacheOptions) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(cacheOptions);
      command.addAll(
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              // Verifying the same classes again and again takes a sixth of each start.
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:-BytecodeVerificationRemote",
              "-Xlog:aot*=off",
              "-Xlog:cds*=off",
              // As bootstrap/run starts it: without memory it ends, and does not go on by half.
              "-XX:+ExitOnOutOfMemoryError",
              "-Xmx" + heap,
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              classPath().stream().map(Path::toString).collect(joining(File.pathSeparator)),
              "io.claviger.bootstrap.Main"));
      return command;
    }

    /** That of the tests without the tests themselves. */
    private static List<Path> classPath() {
      Path tests =
          Path.of(
              URI.create(
                  ClavigerProcess.class
                      .getProtectionDomain()
                      .getCodeSource()
                      .getLocation()
                      .toString()));
      return Pattern.compile(Pattern.quote(File.pathSeparator))
          .splitAsStream(System.getProperty("java.class.path"))
          .map(Path::of)
          .map(Path::toAbsolutePath)
          .filter(entry -> Files.exists(entry) && !entry.equals(tests))
          .toList();
    }
  }

  /** In a directory of its own, on the embedded database. */
  public static Setup in(Path home) {
    return new Setup(home);
  }

  /** In a directory of its own, on another database. */
  public static Setup in(Path home, String url, String user, String password) {
    return in(home)
        .with("CLAVIGER_DATABASE_URL", url)
        .with("CLAVIGER_DATABASE_USER", user)
        .with("CLAVIGER_DATABASE_PASSWORD", password);
  }

  private void awaitReady() {
    awaitStart(() -> output().contains(READY));
  }

  /** Waits until it has come so far that a file is there. */
  public void awaitFile(Path file) {
    awaitStart(() -> Files.exists(file));
  }

  private void awaitStart(BooleanSupplier condition) {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new AssertionError("the program ended at its start:\n" + output());
      }
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("the program did not get far enough in time:\n" + output());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Everything printed so far. */
  public String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path outputFile() {
    return output;
  }

  public Path dataDir() {
    return home.resolve("data");
  }

  public int adminPort() {
    return port("Admin API +https://localhost:(\\d+)");
  }

  public int dpPort() {
    return port("Data planes +https://localhost:(\\d+)");
  }

  public int metricsPort() {
    return port("Metrics +http://127\\.0\\.0\\.1:(\\d+)");
  }

  private int port(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("no port in:\n" + output());
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** A client that trusts this process's certificate and has not logged in. */
  public AdminClient stranger() {
    return AdminClient.of(adminPort(), adminCertificate());
  }

  /** Of the admin port. */
  public Path adminCertificate() {
    return dataDir().resolve("tls").resolve("admin.crt");
  }

  /** A client with a token of the administrator. */
  public AdminClient admin() {
    return stranger().logIn("admin", ADMIN_PASSWORD).withNewToken("tests");
  }

  public long pid() {
    return process.pid();
  }

  /** As a crash: SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Waits until it has ended. */
  public int await() {
    try {
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the program did not end:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** As an operator stops it, without waiting: SIGTERM. */
  public void stop() {
    process.destroy();
  }

  /** Stops it and waits until it has ended. */
  @Override
  public void close() {
    stop();
    await();
  }
}
