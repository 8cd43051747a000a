package io.claviger.adapters.dpchannel;

import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.port.Telemetry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The port of the data planes: a TLS listener that requires a client certificate and speaks as much
 * of etcd's JSON gateway (v3) as APISIX uses, over HTTP/1.1.
 *
 * <p>Guarantees: nobody is given anything whose certificate is not that of a registered instance at
 * the time of the request, and before every message of a watch; nothing that a peer does takes
 * memory or time without a bound. Nothing blocks an event loop: what may wait for the database runs
 * on virtual threads.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a connection whose write fails.
public final class DpServer implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int MAX_LINE_BYTES = 4_096;
  private static final int MAX_HEADER_BYTES = 8_192;
  private static final int LOW_WATER_BYTES = 64 * 1024;
  private static final int HIGH_WATER_BYTES = 256 * 1024;

  private final DpServerConfig config;
  private final DpTls tls;
  private final Connections connections;
  private final DpPort port;
  private final ExecutorService blocking =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dp-call-", 0).factory());
  private final EventLoopGroup loops;
  private final Channel listening;

  private DpServer(
      DpServerConfig config,
      TlsMaterial material,
      SslProvider provider,
      DataPlanes dataPlanes,
      NativeCalls nativeCalls,
      Telemetry telemetry,
      InstantSource clock) {
    this.config = config;
    this.tls = new DpTls(provider);
    this.connections = new Connections(config.limits());
    this.port =
        new DpPort(
            config,
            new DpCalls(dataPlanes, nativeCalls, clock),
            connections,
            blocking,
            telemetry,
            clock);
    tls.use(material);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory("dp-io"),
            NioIoHandler.newFactory());
    this.listening = listen();
  }

  /**
   * Opens the port.
   *
   * @throws IllegalArgumentException if certificate and key do not work
   * @throws UncheckedIOException if the port is taken
   */
  public static DpServer start(
      DpServerConfig config,
      TlsMaterial material,
      DataPlanes dataPlanes,
      NativeCalls nativeCalls,
      Telemetry telemetry,
      InstantSource clock) {
    return start(config, material, DpTls.fastest(), dataPlanes, nativeCalls, telemetry, clock);
  }

  static DpServer start(
      DpServerConfig config,
      TlsMaterial material,
      SslProvider provider,
      DataPlanes dataPlanes,
      NativeCalls nativeCalls,
      Telemetry telemetry,
      InstantSource clock) {
    return new DpServer(config, material, provider, dataPlanes, nativeCalls, telemetry, clock);
  }

  private Channel listen() {
    ChannelFuture binding = bootstrap().bind(config.host(), config.port()).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      stop();
      throw new UncheckedIOException(
          new IOException("the data-plane port cannot be opened", binding.cause()));
    }
    long sweep = config.times().sweep().toNanos();
    loops.next().scheduleWithFixedDelay(connections::sweep, sweep, sweep, TimeUnit.NANOSECONDS);
    return binding.channel();
  }

  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        // Until its handshake may begin, nothing is read from a connection.
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES))
        .childHandler(new Initializer());
  }

  /** The port that it listens on. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /**
   * Handshakes from now on use this; what is connected stays connected.
   *
   * @throws IllegalArgumentException if certificate and key do not work; the former ones stay
   */
  public void renew(TlsMaterial material) {
    tls.use(material);
  }

  /**
   * Accepts nobody any more, ends watches, and gives other answers a few seconds to end. A second
   * time nothing happens.
   */
  @Override
  public void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    listening.close().syncUninterruptibly();
    connections.drain(config.times().drain());
    stop();
  }

  private void stop() {
    loops
        .shutdownGracefully(0, config.times().drain().toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
    blocking.shutdownNow();
    tls.close();
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      if (channel.remoteAddress() == null) {
        // Gone already.
        channel.close();
        return;
      }
      Deadline deadline = new Deadline(config.times());
      DpConnection connection =
          new DpConnection(port, channel, deadline, () -> converse(channel, deadline));
      if (!connection.open()) {
        channel.close();
      }
    }

    private List<ChannelHandler> converse(SocketChannel channel, Deadline deadline) {
      SslHandler handshake = tls.newHandler(channel.alloc());
      handshake.setHandshakeTimeoutMillis(0);
      return List.of(
          handshake,
          deadline,
          new HttpServerCodec(
              new HttpDecoderConfig()
                  .setMaxInitialLineLength(MAX_LINE_BYTES)
                  .setMaxHeaderSize(MAX_HEADER_BYTES)),
          new RequestForm(),
          new RequestAggregator());
    }
  }
}
