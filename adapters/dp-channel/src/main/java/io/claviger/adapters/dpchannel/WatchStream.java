package io.claviger.adapters.dpchannel;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.ChangeFeed.Next;
import io.claviger.application.feed.KeyRange;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.shared.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One watch: from a feed to a peer, at the peer's pace. A message is a line, and no HTTP chunk or
 * flush has of two, because APISIX loses an event that it reads together with a message without
 * events. A long message is several chunks, of which APISIX reads on to the end of the line; the
 * next is taken up when the peer has read, so that who does not read holds one buffer full.
 *
 * <p>It ends by closing the connection without the last chunk, which APISIX takes for a reason to
 * connect again at once and silently. Its methods run on the connection's event loop, but {@link
 * #wake} and {@link #sweep}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a connection whose write fails.
final class WatchStream {
  private static final Parts NOTHING = new Parts(List.of());

  private final ChannelHandlerContext ctx;
  private final Presence presence;
  private final ChangeFeed feed;
  private final KeyRange keys;
  private final InstantSource clock;
  private final Duration heartbeat;
  private final Runnable wake = this::wake;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long spokeAt;
  private Revision cursor = Revision.NONE;

  /** What is not written yet of the message that leads to the cursor. */
  private Parts message = NOTHING;

  private boolean over;

  WatchStream(
      ChannelHandlerContext ctx, Answer.Follow follow, InstantSource clock, Duration heartbeat) {
    this.ctx = ctx;
    this.presence = follow.presence();
    this.feed = presence.feed();
    this.keys = follow.keys();
    this.clock = clock;
    this.heartbeat = heartbeat;
  }

  /**
   * Follows on the head of the response.
   *
   * @param first the first revision to tell of; 0 for the next one
   */
  void start(long first) {
    Revision current = feed.revision();
    if (first > current.value() + 1) {
      startOver();
      return;
    }
    cursor = first == 0 ? current : new Revision(first - 1);
    if (feed.forgotAfter(cursor)) {
      startOver();
      return;
    }
    presence.delivered(cursor);
    send(EtcdJson.created(cursor));
    feed.follow(wake);
    pump();
  }

  /**
   * After a restore the client is ahead of what there is, and would never notice; and one that was
   * away for long may have missed a deletion that is forgotten.
   */
  private void startOver() {
    over = true;
    Revision current = feed.revision();
    send(EtcdJson.created(current));
    send(EtcdJson.canceled(current, current.next())).addListener(ChannelFutureListener.CLOSE);
  }

  /** There may be something new. Any thread; returns at once. */
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        ctx.executor().execute(this::awake);
      } catch (RejectedExecutionException e) {
        feed.unfollow(wake);
      }
    }
  }

  private void awake() {
    try {
      pump();
    } catch (RuntimeException e) {
      ctx.pipeline().fireExceptionCaught(e);
    }
  }

  /** Looks after a stream in which nothing happens. Any thread. */
  void sweep(long now) {
    if (!presence.valid(clock.instant()) || now - spokeAt > heartbeat.toNanos()) {
      wake();
    }
  }

  /** Writes what there is until the peer has enough. */
  void pump() {
    woken.set(false);
    while (!over && ctx.channel().isActive() && ctx.channel().isWritable()) {
      if (!presence.valid(clock.instant())) {
        ctx.close();
        return;
      }
      if (message.finished()) {
        Optional<Next> next = feed.after(cursor, keys);
        if (feed.forgotAfter(cursor)) {
          startOver();
          return;
        }
        if (next.isEmpty()) {
          beat();
          return;
        }
        begin(next.get());
      } else {
        goOn();
      }
    }
  }

  private void begin(Next next) {
    cursor = next.cursor();
    message = new Parts(next.frame());
    if (message.finished()) {
      presence.delivered(cursor);
    }
  }

  private void goOn() {
    Revision told = cursor;
    ChannelFuture part = send(message.next(ctx.alloc()));
    if (message.finished()) {
      // It holds secrets, and is not kept until the next one.
      message = NOTHING;
      part.addListener(
          written -> {
            if (written.isSuccess()) {
              presence.delivered(told);
            }
          });
    }
  }

  private void beat() {
    if (System.nanoTime() - spokeAt > heartbeat.toNanos()) {
      send(EtcdJson.created(cursor));
    }
  }

  private ChannelFuture send(byte[] whole) {
    return send(Unpooled.wrappedBuffer(whole));
  }

  private ChannelFuture send(ByteBuf bytes) {
    spokeAt = System.nanoTime();
    return ctx.writeAndFlush(new DefaultHttpContent(bytes));
  }

  /** The connection is gone. */
  void end() {
    feed.unfollow(wake);
    presence.closed(clock.instant());
  }
}
