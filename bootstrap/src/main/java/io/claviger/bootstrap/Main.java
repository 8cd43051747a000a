package io.claviger.bootstrap;

import io.claviger.domain.shared.RefusedException;
import io.helidon.common.Weight;
import io.helidon.common.Weighted;
import io.helidon.spi.HelidonShutdownHandler;

/** Starts the program: the control plane, or with arguments a command of its operator. */
public final class Main {
  private static final int REFUSED = 1;
  private static final int BUG = 3;

  private Main() {}

  /**
   * Comes before the runtime's own, which ends the admin port at once: everything else would then
   * be closed under the requests that are still under way.
   */
  @Weight(Weighted.DEFAULT_WEIGHT * 10)
  private record End(Claviger running) implements HelidonShutdownHandler {
    @Override
    public void shutdown() {
      running.close();
    }
  }

  public static void main(String[] arguments) {
    Logs.configure();
    refuseRenegotiation();
    if (arguments.length > 0) {
      System.exit(Operator.run(arguments));
    }
    try {
      Claviger running = Claviger.start(Settings.load());
      io.helidon.Main.addShutdownHandler(new End(running));
      Console.showAddresses(running);
    } catch (RefusedException e) {
      Console.refuse(e.refusal().message());
      // Not exit(): a start that was cut short holds nothing that a hook must save.
      Runtime.getRuntime().halt(REFUSED);
    } catch (RuntimeException e) {
      System.getLogger(Main.class.getName()).log(System.Logger.Level.ERROR, "start failed", e);
      Runtime.getRuntime().halt(BUG);
    }
  }

  /**
   * A client of TLS 1.2 would else have the JDK's engine begin its costly handshake again and again
   * on one connection, where no limit on handshakes sees it (CVE-2011-1473). Read once, when TLS is
   * first used; BoringSSL refuses by itself.
   */
  private static void refuseRenegotiation() {
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }
}
