package io.claviger.adapters.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.adapters.cli.SelfSigned;
import io.claviger.domain.shared.RefusedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificate of this machine vouches for nobody else. */
class TrustTest {
  private static final String PLATFORM = "the authorities that this machine trusts";

  @TempDir static Path home;
  private static Path local;

  @BeforeAll
  static void make() throws Exception {
    local = SelfSigned.in(home).certificate();
  }

  private static String source(Optional<Path> named, Path here, String address) {
    return Trust.of(named, here, URI.create(address)).source();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:7443",
        "https://127.0.0.1",
        "https://127.1.2.3",
        "https://[::1]:1"
      })
  void itIsTrustedForThisMachine(String address) {
    assertEquals(local.toString(), source(Optional.empty(), local, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cp.example:7443",
        "https://localhost.example",
        "https://10.0.0.1",
        "https://[2001:db8::1]"
      })
  void itIsNotTrustedForAnother(String address) {
    assertEquals(PLATFORM, source(Optional.empty(), local, address));
  }

  @Test
  void whatIsNamedComesFirstAndIsRefusedIfItIsNoCertificate() throws Exception {
    Path other = Files.copy(local, home.resolve("other.crt"));
    assertEquals(other.toString(), source(Optional.of(other), local, "https://localhost"));
    Files.writeString(other, "none");
    assertThrows(
        RefusedException.class, () -> source(Optional.of(other), local, "https://localhost"));
    assertEquals(PLATFORM, source(Optional.empty(), home.resolve("missing"), "https://localhost"));
  }
}
