package io.claviger.adapters.dpchannel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/** Writes the body of a range, whose length is known beforehand, as fast as the peer reads it. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a connection whose write fails.
final class RangeBody {
  private final ChannelHandlerContext ctx;
  private final Parts body;
  private final Runnable done;

  /**
   * @param done called once everything is written out
   */
  RangeBody(ChannelHandlerContext ctx, Answer.Entries answer, Runnable done) {
    this.ctx = ctx;
    this.body =
        new Parts(
            EtcdJson.range(
                answer.range().revision(),
                answer.range().entries(),
                answer.more(),
                answer.count()));
    this.done = done;
  }

  /** Of all of it, before anything is written. */
  long length() {
    return body.left();
  }

  /** Goes on until the peer has enough, or everything is written. */
  void pump() {
    while (!body.finished() && ctx.channel().isWritable()) {
      DefaultHttpContent content = new DefaultHttpContent(body.next(ctx.alloc()));
      if (body.finished()) {
        ctx.write(content);
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
            .addListener(
                written -> {
                  if (written.isSuccess()) {
                    done.run();
                  }
                });
      } else {
        ctx.writeAndFlush(content);
      }
    }
  }
}
