package io.claviger.adapters.dpchannel;

import io.claviger.adapters.dpchannel.DpCalls.Call;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.shared.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request and its answer. Everything but {@link #sweep} runs on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a connection whose write fails.
final class Exchange {
  private final DpPort port;
  private final ChannelHandlerContext ctx;
  private final Call call;
  private boolean keepAlive;
  private final Runnable done;
  private final long began = System.nanoTime();
  private Runnable pump = () -> {};
  private volatile @Nullable WatchStream stream;

  /**
   * @param done called once the answer is written, if the connection is to go on
   */
  Exchange(DpPort port, ChannelHandlerContext ctx, Call call, boolean keepAlive, Runnable done) {
    this.port = port;
    this.ctx = ctx;
    this.call = call;
    this.keepAlive = keepAlive;
    this.done = done;
  }

  Call call() {
    return call;
  }

  boolean lasts() {
    return stream != null;
  }

  void answer(Answer answer) {
    // Each request of one that nobody knows costs a look into the database: not without a
    // handshake.
    keepAlive &= answer.status() != HttpResponseStatus.UNAUTHORIZED.code();
    switch (answer) {
      case Answer.Json json -> whole(json);
      case Answer.Hidden hidden -> hidden(hidden);
      case Answer.Entries entries -> entries(entries);
      case Answer.Follow follow -> follow(follow);
    }
  }

  /** What becomes of an answer for which there is nobody any more. */
  static void discard(Answer answer) {
    if (answer instanceof Answer.Hidden hidden) {
      hidden.body().close();
    }
  }

  private void whole(Answer.Json answer) {
    count(answer.status());
    write(answer.status(), Unpooled.wrappedBuffer(answer.body()));
  }

  private void hidden(Answer.Hidden answer) {
    count(answer.status());
    byte[] copy;
    try (Secret body = answer.body()) {
      copy = body.reveal(byte[]::clone);
    }
    write(answer.status(), Unpooled.wrappedBuffer(copy))
        .addListener(written -> Arrays.fill(copy, (byte) 0));
  }

  private ChannelFuture write(int status, ByteBuf body) {
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
    HttpUtil.setContentLength(response, body.readableBytes());
    return ctx.writeAndFlush(headed(response)).addListener(written -> written());
  }

  private void entries(Answer.Entries answer) {
    count(answer.status());
    RangeBody body = new RangeBody(ctx, answer, this::written);
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpUtil.setContentLength(head, body.length());
    ctx.write(headed(head));
    pump = body::pump;
    body.pump();
  }

  private void follow(Answer.Follow answer) {
    Presence presence = answer.presence();
    presence.opened(port.clock().instant());
    if (presence.streams() > port.config().limits().streams()) {
      presence.closed(port.clock().instant());
      whole(Answer.refused(429, 8, "this instance has too many watches open; close some"));
      return;
    }
    count(answer.status());
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    HttpUtil.setTransferEncodingChunked(head, true);
    ctx.write(headed(head));
    WatchStream watch =
        new WatchStream(ctx, answer, port.clock(), port.config().times().heartbeat());
    stream = watch;
    pump = watch::pump;
    watch.start(answer.start());
  }

  private <M extends HttpMessage> M headed(M head) {
    head.headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    HttpUtil.setKeepAlive(head, keepAlive);
    return head;
  }

  private void written() {
    if (keepAlive) {
      done.run();
    } else {
      ctx.close();
    }
  }

  private void count(int status) {
    port.telemetry()
        .request(
            "dp",
            Route.method(call.method()),
            Route.template(call.target()),
            status,
            Duration.ofNanos(System.nanoTime() - began));
  }

  /** The peer reads on. */
  void pump() {
    pump.run();
  }

  /** Any thread. */
  void sweep(long now) {
    WatchStream watch = stream;
    if (watch != null) {
      watch.sweep(now);
    }
  }

  /** The connection is gone. */
  void end() {
    if (stream != null) {
      stream.end();
    }
  }
}
