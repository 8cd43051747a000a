package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Revision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The gateway groups. */
class GatewayGroupsContractTest extends DatabaseContract {
  private GatewayGroups groups() {
    return new HibernateGatewayGroups(database().unitOfWork());
  }

  private static GatewayGroup group(String id) {
    return new GatewayGroup(
        newScope(),
        new GroupId(id),
        new GatewayGroup.Profile(
            "a name",
            "",
            Map.of("team", "\"quoted\" \u00e4"),
            new ApisixVersion("3.18.2"),
            ReferencePolicy.GATEWAY),
        Revision.NONE,
        Revision.NONE,
        NOW,
        NOW);
  }

  private GatewayGroup saved(String id) {
    GatewayGroup group = group(id);
    run(() -> groups().save(group));
    return group;
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  @Test
  void aGroupIsSavedAndReplaced() {
    GatewayGroup group = saved(unique());
    assertEquals(Optional.of(group), transact(() -> groups().find(group.id())));

    GatewayGroup changed = group.withRevision(new Revision(7));
    run(() -> groups().save(changed));

    assertEquals(Optional.of(changed), transact(() -> groups().find(group.id())));
    assertTrue(
        transact(groups()::heads)
            .contains(
                new GatewayGroups.Head(
                    group.scope(), group.id(), new Revision(7), WireKeyring.Version.NONE)));
  }

  @Test
  void anIdThatAnotherScopeHasIsAConflict() {
    GatewayGroup group = saved(unique());

    assertConflict(() -> saved(group.id().value()));
  }

  @Test
  void groupsComeInTheByteOrderOfTheirIds() {
    List<String> inOrder =
        List.of("order-.", "order-0", "order-A", "order-Z", "order-_", "order-a");
    inOrder.reversed().forEach(this::saved);

    assertEquals(
        inOrder,
        transact(groups()::all).stream()
            .map(group -> group.id().value())
            .filter(id -> id.startsWith("order-"))
            .toList());
  }

  @Test
  void aRemovedGroupIsGone() {
    GatewayGroup group = saved(unique());

    run(() -> groups().remove(group.scope()));

    assertEquals(Optional.empty(), transact(() -> groups().find(group.id())));
    saved(group.id().value());
  }

  @Test
  void theLockLetsOneWriterInAfterTheOther() throws InterruptedException, ExecutionException {
    GatewayGroup group = saved(unique());
    int writers = 4;
    int writes = 10;

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          java.util.stream.IntStream.range(0, writers)
              .<Future<?>>mapToObj(_ -> threads.submit(() -> countUp(group.id(), writes)))
              .toList();
      for (Future<?> writer : running) {
        writer.get();
      }
    }

    assertEquals(
        new Revision((long) writers * writes),
        transact(() -> groups().find(group.id())).orElseThrow().revision());
  }

  @Test
  void aWriterReadsUnderTheLockWhatTheOneBeforeItWrote()
      throws InterruptedException, ExecutionException {
    GatewayGroup group = saved(unique());
    HibernateUnitOfWork unitOfWork = database().unitOfWork();
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch hasRead = new CountDownLatch(1);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first =
          threads.submit(
              () ->
                  unitOfWork.inTransaction(
                      () -> {
                        GatewayGroup mine = groups().lock(group.id()).orElseThrow();
                        locked.countDown();
                        await(hasRead);
                        groups().save(mine.withRevision(new Revision(1)));
                        return true;
                      }));
      await(locked);
      Revision seen =
          transact(
              () -> {
                assertEquals(Optional.of(group), groups().find(group.id()));
                hasRead.countDown();
                return groups().lock(group.id()).orElseThrow().revision();
              });
      first.get();
      assertEquals(new Revision(1), seen);
    }
  }

  private void countUp(GroupId id, int times) {
    for (int i = 0; i < times; i++) {
      run(
          () -> {
            GatewayGroup group = groups().lock(id).orElseThrow();
            groups().save(group.withRevision(group.revision().next()));
          });
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
