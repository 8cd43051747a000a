package io.claviger.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for {@code localhost} and its key, by the JDK's own tool. */
public record SelfSigned(Path store, Path certificate) {
  private static final String PASSWORD = "of the tests";

  /** Made where there is none yet. */
  public static SelfSigned in(Path home) throws IOException, InterruptedException {
    SelfSigned pair = new SelfSigned(home.resolve("server.p12"), home.resolve("server.crt"));
    if (Files.notExists(pair.certificate)) {
      pair.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=x", "-ext", "san=dns:localhost");
      pair.keytool("-exportcert", "-rfc", "-file", pair.certificate.toString());
    }
    return pair;
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "server", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool failed");
    }
  }

  /** Of a server. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
