package io.claviger.bootstrap;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line per event on standard error. Libraries speak only of what is wrong. */
final class Logs {
  private static final List<Limit> LIMITS =
      List.of(
          of("", Level.WARNING),
          of("io.claviger", Level.INFO),
          // Reports every failed handshake with a stack trace.
          of("io.helidon.webserver", Level.SEVERE),
          // Reports with a stack trace a port that is taken; the refusal of the start says it.
          of("io.helidon.webserver.LoomServer", Level.OFF),
          // Warn of connections that ended before they were set up.
          of("io.netty.channel.DefaultChannelPipeline", Level.SEVERE),
          of("io.netty.channel.ChannelInitializer", Level.SEVERE),
          // Reports with a stack trace every peer that is gone before its answer.
          of("org.glassfish.jersey.server.ServerRuntime$Responder", Level.OFF),
          // Warns of every API that is registered as an instance that it is no provider.
          of("org.glassfish.jersey.internal.inject.Providers", Level.SEVERE),
          // Warns of every H2 that is newer than itself.
          of("org.flywaydb", Level.SEVERE),
          of("org.hibernate", Level.SEVERE),
          of("org.jboss.weld", Level.SEVERE));

  private Logs() {}

  /** The log manager holds loggers weakly; these references keep their levels. */
  private record Limit(Logger logger, Level level) {}

  private static Limit of(String name, Level level) {
    return new Limit(Logger.getLogger(name), level);
  }

  /**
   * The libraries' requests and statements hold secrets, so no file of the JDK's log manager has
   * them say more.
   */
  static void configure() {
    LogManager.getLogManager().reset();
    LIMITS.forEach(limit -> limit.logger().setLevel(limit.level()));
    ConsoleHandler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(new Line());
    Logger.getLogger("").addHandler(handler);
  }

  /**
   * Time, level, logger and message; line breaks in a message cannot forge another line. Of an
   * exception come its class and its frames.
   */
  static final class Line extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ISO_INSTANT.withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord event) {
      StringBuilder line =
          new StringBuilder(TIME.format(event.getInstant()))
              .append(' ')
              .append(event.getLevel().getName())
              .append(' ')
              .append(event.getLoggerName())
              .append(": ")
              .append(formatMessage(event).replaceAll("\\p{Cntrl}", " "))
              .append('\n');
      if (event.getThrown() != null) {
        line.append(BareTrace.of(event.getThrown()));
      }
      return line.toString();
    }
  }
}
