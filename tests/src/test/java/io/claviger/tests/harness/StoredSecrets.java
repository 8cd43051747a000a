package io.claviger.tests.harness;

import io.claviger.application.keyring.Sealing;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Very many sealed values of the group {@code default}, which no resource and no start reads. */
public final class StoredSecrets {
  private static final int PER_TRANSACTION = 1_000;

  private StoredSecrets() {}

  public static void write(OpenedInstallation installation, int count) {
    Sealing sealing = installation.sealing();
    inChunks(
        installation,
        count,
        (scope, i) -> {
          try (Secret secret = Secret.ofText(text(i))) {
            sealing.store(scope, id(i), secret);
          }
        });
  }

  /** The numbers of those that do not open as they were written. */
  public static List<Integer> broken(OpenedInstallation installation, int count) {
    List<Integer> broken = new ArrayList<>();
    inChunks(
        installation,
        count,
        (scope, i) -> {
          try (Secret secret = installation.sealing().load(scope, id(i))) {
            if (!secret.revealText().equals(text(i))) {
              broken.add(i);
            }
          } catch (RuntimeException e) {
            broken.add(i);
          }
        });
    return broken;
  }

  @FunctionalInterface
  private interface Use {
    void of(Scope scope, int i);
  }

  private static void inChunks(OpenedInstallation installation, int count, Use use) {
    IntConsumer chunk =
        first ->
            installation
                .unitOfWork()
                .inTransaction(
                    () -> {
                      Scope scope =
                          installation.groups().lock(new GroupId("default")).orElseThrow().scope();
                      for (int i = first; i < Math.min(count, first + PER_TRANSACTION); i++) {
                        use.of(scope, i);
                      }
                      return scope;
                    });
    for (int first = 0; first < count; first += PER_TRANSACTION) {
      chunk.accept(first);
    }
  }

  private static String id(int i) {
    return "stored-" + i;
  }

  private static String text(int i) {
    return "the secret of number " + i;
  }
}
