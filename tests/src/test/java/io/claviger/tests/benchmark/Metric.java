package io.claviger.tests.benchmark;

import io.claviger.tests.benchmark.RangeReader.Took;
import io.claviger.tests.harness.ClavigerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What is measured. Goals are ratios to etcd in the same run, unless they say otherwise. */
enum Metric {
  /** One data plane. */
  P1(true) {
    @Override
    void measure(Trial trial) throws IOException {
      latency(trial, 1, "≤ 1.5");
    }
  },
  /** Many data planes. */
  P2(true) {
    @Override
    void measure(Trial trial) throws IOException {
      latency(trial, trial.scaled(100), "≤ 0.5");
      latency(trial, trial.scaled(1_000), "≤ 0.25");
    }
  },
  /** What a delivered event costs. */
  P3(true) {
    @Override
    void measure(Trial trial) throws IOException {
      int count = trial.scaled(1_000);
      int changes = trial.scaled(200);
      try (Side side = trial.open(0);
          Watchers watchers = Watchers.open(side, count, WARM_UP + changes)) {
        watchers.write(side, 0, WARM_UP);
        ServerUse use = new ServerUse(side.pid());
        long before = use.cpuMicros();
        watchers.write(side, WARM_UP, WARM_UP + changes);
        trial.report(
            "P3 server CPU per event of " + count + " data planes, µs",
            "≤ 0.15",
            (use.cpuMicros() - before) / ((double) count * changes));
      }
    }
  },
  /** How long a data plane waits for everything. */
  P5(true) {
    @Override
    void measure(Trial trial) throws IOException {
      int keys = trial.scaled(50_000);
      try (Side side = trial.open(keys)) {
        RangeReader reader = new RangeReader(side.endpoint());
        reader.read();
        Took took = reader.read();
        trial.report("P5 range of " + keys + " keys, ms", "≤ 0.35", took.all());
        trial.report("P5 its first byte, ms", "≤ 0.1", took.firstByte());
      }
    }
  },
  /** What that takes of memory. */
  P6(true) {
    @Override
    void measure(Trial trial) throws IOException {
      int keys = trial.scaled(50_000);
      try (Side side = trial.open(keys)) {
        ServerUse use = new ServerUse(side.pid());
        RangeReader reader = new RangeReader(side.endpoint());
        double one = rise(use, reader, 1);
        double eight = rise(use, reader, 8);
        trial.report("P6 memory for a range of " + keys + " keys, MB", "≤ 0.5", one);
        trial.report("P6 the same for eight, MB", "≤ 1.3 of one", eight);
      }
    }
  },
  /** What a connected data plane takes of memory. */
  P9(true) {
    @Override
    void measure(Trial trial) throws IOException {
      int count = trial.scaled(1_000);
      try (Side side = trial.open(0)) {
        ServerUse use = new ServerUse(side.pid());
        try (Watchers few = Watchers.open(side, trial.scaled(50), 1)) {
          few.write(side, 0, 1);
        }
        long before = use.memory();
        try (Watchers watchers = Watchers.open(side, count, 2)) {
          watchers.write(side, 1, 2);
          trial.report(
              "P9 memory per data plane of " + count + ", KB",
              "at most 48 KB",
              (use.memory() - before) / (double) count);
        }
      }
    }
  },
  /** Writes by several at a time. */
  W1(true) {
    @Override
    void measure(Trial trial) throws IOException {
      try (Side side = trial.open(0)) {
        int first = trial.scaled(UNTIL_COMPILED);
        writes(side, first, new AtomicInteger());
        int count = trial.scaled(4_000);
        long begin = System.nanoTime();
        writes(side, count, new AtomicInteger(first));
        double rate = count / ((System.nanoTime() - begin) / 1e9);
        trial.report("W1 writes per second of " + WRITERS, "≥ 0.7", rate);
        if (trial.contender() == Contender.CLAVIGER) {
          String beside = "W1 beside commits of plain rows, per second";
          trial.compare(beside, "≥ 0.25", "rows", new PlainRows().write(WRITERS, count));
          trial.report(beside, "≥ 0.25", rate);
        }
      }
    }
  },
  /** What sealing costs. */
  C1(false) {
    @Override
    void measure(Trial trial) {
      new SealingCost().measure(trial);
    }
  },
  /** What it takes to move values to a new key. */
  C2(false) {
    @Override
    void measure(Trial trial) throws IOException {
      new ReencryptionCost(trial).measure();
    }
  },
  /** A login beside a bare PBKDF2. */
  L1(false) {
    @Override
    void measure(Trial trial) throws IOException {
      String name = "L1 login, ms";
      String goal = "≤ 1.1 of a bare PBKDF2";
      try (ClavigerSide side = ClavigerSide.onPostgres(trial.home())) {
        for (int i = 0; i < LOGINS; i++) {
          trial.compare(name, goal, "PBKDF2", millis(Metric::derive));
          trial.report(
              name,
              goal,
              millis(
                  () ->
                      side.process()
                          .stranger()
                          .tryLogIn("admin", ClavigerProcess.ADMIN_PASSWORD)
                          .expect(200)));
        }
      }
    }
  },
  /** From the start to readiness. */
  S1(false) {
    @Override
    void measure(Trial trial) throws IOException {
      start(trial, trial.scaled(1_000), "at most 5 s");
      start(trial, trial.scaled(50_000), "at most 15 s");
    }
  },
  /** How the cost of a change grows with what there is. */
  G1(false) {
    @Override
    void measure(Trial trial) throws IOException {
      double few = change(trial, trial.scaled(1_000));
      double many = change(trial, trial.scaled(100_000));
      trial.report("G1 growth of a change per tenfold", "at most 1.3", Math.sqrt(many / few));
    }
  };

  private static final int WARM_UP = 20;

  /** So many writes it takes until a Java runtime has compiled their way. */
  private static final int UNTIL_COMPILED = 12_000;

  private static final int WRITERS = 8;
  private static final int LOGINS = 5;
  private static final int ITERATIONS = 600_000;

  /** Whether etcd is measured too. */
  final boolean compared;

  Metric(boolean compared) {
    this.compared = compared;
  }

  abstract void measure(Trial trial) throws IOException;

  private static void latency(Trial trial, int count, String goal) throws IOException {
    int changes = trial.scaled(200);
    Trial own = trial.in("latency-" + count);
    try (Side side = own.open(0);
        Watchers watchers = Watchers.open(side, count, WARM_UP + changes)) {
      watchers.write(side, 0, WARM_UP + changes);
      List<Double> latencies = watchers.latencies(WARM_UP, WARM_UP + changes);
      String name = (count == 1 ? "P1" : "P2") + " write to event at " + count + " data planes, ";
      trial.report(name + "p50 ms", "–", Numbers.median(latencies));
      trial.report(name + "p99 ms", goal, Numbers.quantile(latencies, 0.99));
    }
  }

  /** How far the memory goes up while it is read, MB. */
  private static double rise(ServerUse use, RangeReader reader, int readers) throws IOException {
    use.resetPeak();
    long before = use.memory();
    reader.readBy(readers);
    return (use.peak() - before) / 1024.0;
  }

  private static void writes(Side side, int count, AtomicInteger next) {
    int end = next.get() + count;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Side.Writer writer = side.writer()) {
                      for (int key = next.getAndIncrement(); key < end; ) {
                        writer.put(key);
                        key = next.getAndIncrement();
                      }
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
    }
    threads.forEach(Metric::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Trial trial, int keys, String goal) throws IOException {
    Trial own = trial.in("start-" + keys);
    ClavigerSide.fill(own.home(), keys);
    long begin = System.nanoTime();
    try (ClavigerProcess started = ClavigerSide.installed(own.home()).start()) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      trial.report("S1 start to ready at " + keys + " resources, s", goal, seconds);
    }
  }

  private static double change(Trial trial, int keys) throws IOException {
    Trial own = trial.in("change-" + keys);
    try (Side side = own.open(keys);
        Side.Writer writer = side.writer()) {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < trial.scaled(300); i++) {
        long begin = System.nanoTime();
        writer.put(i);
        times.add((System.nanoTime() - begin) / 1e6);
      }
      double median = Numbers.median(times.subList(times.size() / 3, times.size()));
      trial.report("G1 a change at " + keys + " resources, ms", "–", median);
      return median;
    }
  }

  private static void derive() {
    try {
      SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(
              new PBEKeySpec("a passphrase".toCharArray(), new byte[16], ITERATIONS, 256));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static double millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }
}
