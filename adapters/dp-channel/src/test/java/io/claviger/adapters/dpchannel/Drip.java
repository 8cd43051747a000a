package io.claviger.adapters.dpchannel;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends the same byte again and again, until it is closed or the connection is. */
final class Drip implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Thread thread;
  private volatile boolean over;

  /**
   * @param each one byte of what takes long
   */
  Drip(Socket socket, char each) {
    thread = Thread.ofVirtual().start(() -> run(socket, each));
  }

  private void run(Socket socket, char each) {
    try {
      OutputStream out = socket.getOutputStream();
      while (!over) {
        out.write(each);
        out.flush();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (IOException e) {
      // Cut off.
    }
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
  }
}
