package io.claviger.adapters.dpchannel;

import io.claviger.adapters.dpchannel.DpCalls.Call;
import io.claviger.application.gateway.DataPlanes.Peer;
import io.claviger.domain.access.SourceNetwork;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.shared.FairShare;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection: takes requests one at a time, has each answered on a virtual thread, and writes
 * the answer. Whoever sends more before its answer is there is cut off, which also leaves nothing
 * to smuggle a request behind another.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a connection whose write fails.
final class DpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = System.getLogger(DpConnection.class.getName());

  private final DpPort port;
  private final SocketChannel channel;
  private final Deadline deadline;
  private Optional<Peer> peer = Optional.empty();
  private final SourceNetwork source;
  private final Supplier<List<ChannelHandler>> protocols;
  private FairShare.@Nullable Place place;
  private boolean known;
  private FairShare.@Nullable Place handshaking;
  private boolean draining;
  private volatile @Nullable Exchange exchange;

  /**
   * @param protocols TLS and HTTP, made when their turn has come
   */
  DpConnection(
      DpPort port,
      SocketChannel channel,
      Deadline deadline,
      Supplier<List<ChannelHandler>> protocols) {
    this.port = port;
    this.channel = channel;
    this.deadline = deadline;
    this.protocols = protocols;
    this.source = SourceNetwork.of(channel.remoteAddress().getAddress().getHostAddress());
  }

  /**
   * @return false if there is no place for it
   */
  boolean open() {
    Optional<FairShare.Place> free = port.connections().add(this);
    free.ifPresent(
        one -> {
          place = one;
          channel.closeFuture().addListener(closed -> gone());
        });
    return free.isPresent();
  }

  SourceNetwork source() {
    return source;
  }

  /**
   * @param turn to shake hands, to be given back
   */
  DpConnection holding(FairShare.Place turn) {
    handshaking = turn;
    return this;
  }

  /** Its turn has come. Any thread. */
  void begin() {
    onLoop(
        () -> {
          if (!channel.isActive()) {
            handshakeEnds();
            return;
          }
          deadline.handshake();
          protocols.get().forEach(channel.pipeline()::addLast);
          channel.pipeline().addLast(this);
          channel.config().setAutoRead(true);
        });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshakeEnds()) {
      if (handshake.isSuccess()) {
        peer = PeerCertificate.of(ctx.pipeline().get(SslHandler.class).engine().getSession());
        deadline.idle();
      } else {
        ctx.close();
      }
    }
  }

  private boolean handshakeEnds() {
    FairShare.Place turn = handshaking;
    if (turn == null) {
      return false;
    }
    handshaking = null;
    turn.close();
    port.connections().handshakeEnded();
    return true;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (exchange != null) {
      ctx.close();
      return;
    }
    deadline.answering();
    Call call =
        new Call(request.method().name(), request.uri(), ByteBufUtil.getBytes(request.content()));
    boolean wellFormed = request.decoderResult().isSuccess();
    Exchange fresh =
        new Exchange(port, ctx, call, wellFormed && HttpUtil.isKeepAlive(request), this::answered);
    exchange = fresh;
    if (wellFormed) {
      dispatch(fresh);
    } else {
      fresh.answer(malformed(request.decoderResult().cause()));
    }
  }

  private static Answer malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e -> Answer.refused(414, 3, "the address is too long");
      case TooLongHttpHeaderException e -> Answer.refused(431, 3, "the headers are too long");
      case MalformedRequestException e -> e.answer();
      default -> Answer.refused(400, 3, "this is not a request of HTTP/1.1");
    };
  }

  private void dispatch(Exchange fresh) {
    CompletableFuture.supplyAsync(
            () -> port.calls().answer(fresh.call(), peer, address(), this::letIn), port.blocking())
        .exceptionally(DpConnection::bug)
        .thenAccept(answer -> onLoop(() -> deliver(fresh, answer)));
  }

  /** From the first time on, the connection counts for the instance. Any thread. */
  private void letIn(InstanceId instance) {
    onLoop(
        () -> {
          if (!known && place != null && channel.isActive()) {
            known = true;
            place = port.connections().known(place, instance);
          }
        });
  }

  private static Answer bug(Throwable failure) {
    LOG.log(Level.ERROR, "a request of a data plane failed", failure);
    return Answer.refused(500, 13, "an error inside the control plane; its log has more");
  }

  private void deliver(Exchange fresh, Answer answer) {
    if (!channel.isActive()) {
      Exchange.discard(answer);
      return;
    }
    try {
      fresh.answer(answer);
    } catch (RuntimeException e) {
      channel.pipeline().fireExceptionCaught(e);
    }
  }

  private void answered() {
    exchange = null;
    if (draining) {
      close();
    } else {
      deadline.idle();
    }
  }

  private String address() {
    InetSocketAddress remote = channel.remoteAddress();
    return remote == null ? "" : remote.getAddress().getHostAddress();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    Exchange current = exchange;
    if (current != null && channel.isWritable()) {
      current.pump();
    }
  }

  /** The connection is closed, however far it came. */
  void gone() {
    port.connections().remove(this);
    handshakeEnds();
    if (place != null) {
      place.close();
    }
    Exchange current = exchange;
    if (current != null) {
      current.end();
    }
  }

  /** Strangers may send anything: only what is not theirs is worth more than a line. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CodecException || cause instanceof IOException) {
      LOG.log(Level.DEBUG, "a connection ends: {0}", cause.getClass().getName());
    } else {
      LOG.log(Level.ERROR, "a connection of a data plane failed", cause);
    }
    ctx.close();
  }

  /** Any thread. */
  void sweep(long now) {
    Exchange current = exchange;
    if (deadline.passed(now)) {
      close();
    } else if (current != null) {
      current.sweep(now);
    }
  }

  /** Lets an answer be finished, and nothing else. Any thread. */
  void drain() {
    onLoop(
        () -> {
          draining = true;
          if (exchange == null || exchange.lasts()) {
            close();
          }
        });
  }

  ChannelFuture closed() {
    return channel.closeFuture();
  }

  void close() {
    channel.close();
  }

  private void onLoop(Runnable work) {
    try {
      channel.eventLoop().execute(work);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "the port is closed");
    }
  }
}
