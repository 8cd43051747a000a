package io.claviger.tests.usecase;

import static io.claviger.tests.usecase.RotationHouse.GROUP;
import static io.claviger.tests.usecase.RotationHouse.SYSTEM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process has of keys in memory follows what the database has of them. */
class KeysInMemoryTest {
  private static final int ROUNDS = 300;

  private final RecordingAead aead = new RecordingAead(new SecureRandom());
  @TempDir private Path directory;
  private RotationHouse rotation;
  private RotationHouse.Memory other;

  @BeforeEach
  void open() {
    rotation = new RotationHouse(directory);
    other = rotation.otherProcess(aead);
  }

  @AfterEach
  void close() {
    rotation.close();
  }

  @Test
  void theKeysOfARemovedGroupAreWipedHoweverShortItLived() {
    Scope scope = rotation.in(rotation::scope);
    read(scope);
    assertTrue(aead.alive() > 0);

    rotation.in(
        () -> {
          rotation.house.groups.lock(ResourceHouse.GROUP);
          rotation.house.groups.remove(scope);
          return true;
        });
    refresh();

    assertEquals(0, aead.alive());
  }

  /** Whichever comes first. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKeyringThatDoesNotOpenKeepsNoOtherFromFollowing(boolean systemIsBroken) throws Exception {
    Scope group = rotation.in(rotation::scope);
    Scope broken = systemIsBroken ? Scope.SYSTEM : group;
    read(broken);
    read(systemIsBroken ? group : Scope.SYSTEM);
    Secret old = aead.keys().getLast();
    rotation.rotate(GROUP, false);
    rotation.rotate(SYSTEM, false);
    Files.write(directory.resolve("keys/shred/" + broken + ".key"), new byte[32]);

    assertThrows(RefusedException.class, this::refresh);

    assertFalse(RecordingAead.isThere(old));
  }

  @Test
  void whatIsForgottenWhileItIsUsedIsReadAgainAndIsNoAlarm() throws Exception {
    Scope scope = rotation.in(rotation::scope);
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Future<?> forgetting =
          executor.submit(
              () -> {
                while (!done.get()) {
                  other.store().forget(scope);
                }
              });
      try {
        for (int round = 0; round < ROUNDS; round++) {
          read(scope);
        }
      } finally {
        done.set(true);
      }
      forgetting.get();
    }
    assertEquals(Optional.empty(), rotation.house.alarms.of(scope));
  }

  private void read(Scope scope) {
    rotation.in(
        () -> {
          other.sealing().verify(scope);
          return true;
        });
  }

  private int refresh() {
    return rotation.in(other.store()::refresh);
  }
}
