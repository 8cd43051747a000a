package io.claviger.adapters.dpchannel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;

/**
 * Until when a connection may stay as it is. It stands between TLS and HTTP, sees the first byte of
 * a request, and whether the peer reads. Set on the connection's event loop, read by the sweep.
 */
final class Deadline extends ChannelInboundHandlerAdapter {
  private final DpServerConfig.Times times;
  private volatile long at;
  private boolean idle = true;
  private boolean answering;

  Deadline(DpServerConfig.Times times) {
    this.times = times;
    in(times.idle());
  }

  /** Its turn has come; the peer is to prove who it is. */
  void handshake() {
    in(times.handshake());
  }

  boolean passed(long now) {
    return now - at > 0;
  }

  /** The next request may come. */
  void idle() {
    idle = true;
    answering = false;
    in(times.idle());
  }

  /** The request is there as a whole; from here on only a peer that does not read is cut off. */
  void answering() {
    idle = false;
    answering = true;
    never();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (idle) {
      idle = false;
      in(times.request());
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (answering) {
      if (ctx.channel().isWritable()) {
        never();
      } else {
        in(times.stall());
      }
    }
    ctx.fireChannelWritabilityChanged();
  }

  private void in(Duration duration) {
    at = System.nanoTime() + duration.toNanos();
  }

  private void never() {
    at = System.nanoTime() + Long.MAX_VALUE / 2;
  }
}
