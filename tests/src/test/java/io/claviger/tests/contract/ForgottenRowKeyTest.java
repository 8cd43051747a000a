package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.application.port.Resources;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.tests.harness.RowKeys;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the key of the rows' MACs is gone, no row is trusted and none is written. */
class ForgottenRowKeyTest extends DatabaseContract {
  private final ResourceKey key =
      new ResourceKey(newScope(), ResourceKind.ROUTE, new ResourceId("1"));

  private Resources resources() {
    return new HibernateResources(database().unitOfWork());
  }

  private Resource resource() {
    return new Resource(key, JsonTree.object().build(), new Revision(1), new Revision(1));
  }

  private void save() {
    run(() -> resources().save(resource(), Set.of()));
  }

  private Optional<Resource> found() {
    return transact(() -> resources().find(key));
  }

  private HibernateRowIntegrity rows() {
    return new HibernateRowIntegrity(database().unitOfWork(), new HmacPrf(), damages::add);
  }

  @AfterEach
  void forgetAndBegin() {
    rows().end();
    RowKeys.begin(database(), damages::add);
  }

  @Test
  void nothingIsReadOrWrittenUntilTheKeyIsBack() {
    save();
    rows().end();

    assertRefused(Refusal.Unavailable.class, this::found);
    assertRefused(Refusal.Unavailable.class, this::save);

    RowKeys.begin(database(), damages::add);
    assertEquals(Optional.of(resource()), found());
  }

  private static @Nullable Throwable cause(@Nullable Throwable thrown) {
    return thrown instanceof CompletionException ? thrown.getCause() : thrown;
  }

  @Test
  void thoseThatRunEndBeforeAndOthersAreRefusedHoweverManyCome() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger open = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < 4; i++) {
        threads.execute(() -> keepTransacting(stop, open, refused));
      }
      for (int round = 0; round < 20 || refused.get() == 0; round++) {
        database().unitOfWork().alone(() -> assertEquals(0, open.get()));
      }
      stop.set(true);
    }
  }

  private void keepTransacting(AtomicBoolean stop, AtomicInteger open, AtomicInteger refused) {
    while (!stop.get()) {
      try {
        transact(
            () -> {
              open.incrementAndGet();
              LockSupport.parkNanos(1_000);
              return open.decrementAndGet();
            });
      } catch (RefusedException e) {
        refused.incrementAndGet();
        LockSupport.parkNanos(100_000);
      }
    }
  }

  @Test
  void noTransactionIsOpenMeanwhileAndNoneBegins() {
    database()
        .unitOfWork()
        .alone(
            () -> {
              CompletableFuture<Optional<Resource>> other =
                  CompletableFuture.supplyAsync(this::found);
              assertInstanceOf(RefusedException.class, other.handle((found, e) -> cause(e)).join());
            });
    assertDoesNotThrow(this::found);
  }
}
