package io.claviger.adapters.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class Pbkdf2HasherTest {
  private static final int FEW = 10;
  private static final int MANY = PasswordHash.TOKEN_ITERATIONS + 1;
  private static final HashingLane.Limits ONE_THREAD =
      new HashingLane.Limits(1, 4, 2, Duration.ofSeconds(7));

  private final Pbkdf2Hasher hasher = new Pbkdf2Hasher(new SecureRandom());
  private final HashingLane lane = new HashingLane("lane", ONE_THREAD);
  private final CountDownLatch busy = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void stop() {
    done.countDown();
    lane.close();
    hasher.close();
  }

  @Test
  void aHashVerifiesItsSecretAndNoOther() {
    for (int iterations : new int[] {1, FEW, MANY}) {
      PasswordHash hash = hasher.hash(Secret.ofText("correct horse"), iterations, "source");
      PasswordHash stored = PasswordHash.parse(hash.toString());
      assertEquals(iterations, stored.iterations());
      assertTrue(hasher.verify(Secret.ofText("correct horse"), stored, "source"));
      assertFalse(hasher.verify(Secret.ofText("correct horsf"), stored, "source"));
      assertFalse(hasher.verify(Secret.ofText(""), stored, "source"));
    }
  }

  @Test
  void bytesThatAreNoTextKeepTheirDifference() {
    PasswordHash hash = hasher.hash(Secret.of(new byte[] {(byte) 0xff, 1}), FEW, "source");
    assertTrue(hasher.verify(Secret.of(new byte[] {(byte) 0xff, 1}), hash, "source"));
    assertFalse(hasher.verify(Secret.of(new byte[] {(byte) 0xfe, 1}), hash, "source"));
  }

  @Test
  void everyHashHasASaltOfItsOwn() {
    Secret secret = Secret.ofText("correct horse");
    assertNotEquals(hasher.hash(secret, FEW, "source"), hasher.hash(secret, FEW, "source"));
  }

  @Test
  void manyVirtualThreadsAreServed() throws Exception {
    PasswordHash hash = hasher.hash(Secret.ofText("correct horse"), FEW, "source");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> verified = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String source = "source " + i;
        String secret = i % 2 == 0 ? "correct horse" : "another horse";
        verified.add(threads.submit(() -> hasher.verify(Secret.ofText(secret), hash, source)));
      }
      for (int i = 0; i < verified.size(); i++) {
        assertEquals(i % 2 == 0, verified.get(i).get());
      }
    }
    assertEquals(0, hasher.waitingPasswords() + hasher.waitingTokens());
  }

  @Test
  void tokensDoNotWaitForPasswords() throws Exception {
    HashingLane.Limits noPasswords = new HashingLane.Limits(0, 4, 4, Duration.ofSeconds(1));
    try (Pbkdf2Hasher stuck = new Pbkdf2Hasher(new SecureRandom(), noPasswords, ONE_THREAD)) {
      Thread login = Thread.ofVirtual().unstarted(() -> stuck.hash(Secret.ofText("x"), MANY, "a"));
      login.start();
      awaitEquals(1, stuck::waitingPasswords);
      assertEquals(
          PasswordHash.TOKEN_ITERATIONS,
          stuck.hash(Secret.ofText("x"), PasswordHash.TOKEN_ITERATIONS, "a").iterations());
      assertEquals(1, stuck.waitingPasswords());
      login.interrupt();
      login.join();
    }
  }

  @Test
  void aSourceWithItsShareWaitingIsThrottledWhileOthersAreNot() throws Exception {
    occupy();
    FutureTask<byte[]> first = submit("loud");
    FutureTask<byte[]> second = submit("loud");
    awaitEquals(2, lane::waiting);
    RefusedException refused = assertThrows(RefusedException.class, () -> compute("loud"));
    Refusal.Throttled throttled = assertInstanceOf(Refusal.Throttled.class, refused.refusal());
    assertEquals(Duration.ofSeconds(7), throttled.retryAfter());
    FutureTask<byte[]> quiet = submit("quiet");
    awaitEquals(3, lane::waiting);
    done.countDown();
    for (FutureTask<byte[]> task : List.of(first, second, quiet)) {
      assertArrayEquals(new byte[] {1}, task.get());
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingIsRefusedAndLeavesTheQueue() throws Exception {
    occupy();
    FutureTask<byte[]> task = new FutureTask<>(() -> compute("source"));
    Thread thread = Thread.ofVirtual().start(task);
    awaitEquals(1, lane::waiting);
    thread.interrupt();
    assertUnavailable(task);
    assertEquals(0, lane.waiting());
  }

  @Test
  void whoWaitsWhenItClosesAndWhoComesLaterIsRefused() throws Exception {
    occupy();
    FutureTask<byte[]> waiting = submit("source");
    awaitEquals(1, lane::waiting);
    lane.close();
    done.countDown();
    assertUnavailable(waiting);
    assertUnavailable(submit("source"));
    assertEquals(0, lane.waiting());
  }

  /** Keeps the lane's only thread busy until {@code done}. */
  private void occupy() throws InterruptedException {
    Callable<byte[]> block =
        () -> {
          busy.countDown();
          boolean interrupted = false;
          while (done.getCount() > 0) {
            try {
              done.await();
            } catch (InterruptedException e) {
              interrupted = true;
            }
          }
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
          return new byte[0];
        };
    Thread.ofVirtual().start(() -> lane.compute(SourceNetwork.of("occupier"), block));
    busy.await();
  }

  private byte[] compute(String source) {
    return lane.compute(SourceNetwork.of(source), () -> new byte[] {1});
  }

  private FutureTask<byte[]> submit(String source) {
    FutureTask<byte[]> task = new FutureTask<>(() -> compute(source));
    Thread.ofVirtual().start(task);
    return task;
  }

  private static void assertUnavailable(FutureTask<byte[]> task) {
    ExecutionException failed = assertThrows(ExecutionException.class, task::get);
    RefusedException refused = assertInstanceOf(RefusedException.class, failed.getCause());
    assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
  }

  private static void awaitEquals(int expected, IntSupplier actual) {
    while (actual.getAsInt() != expected) {
      Thread.onSpinWait();
    }
  }
}
