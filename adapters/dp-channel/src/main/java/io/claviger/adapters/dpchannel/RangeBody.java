package io.claviger.adapters.dpchannel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Writes the body of a range as fast as the peer reads it. The entries are everybody's and stay
 * where they are: what is copied at a time is one buffer full, and the length is known beforehand.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty closes a connection whose write fails.
final class RangeBody {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ChannelHandlerContext ctx;
  private final List<byte[]> entries;
  private final byte[] begin;
  private final byte[] end;
  private final Runnable done;
  private int part = -1;
  private int offset;

  /**
   * @param done called once everything is written out
   */
  RangeBody(ChannelHandlerContext ctx, Answer.Entries answer, Runnable done) {
    this.ctx = ctx;
    this.entries = answer.range().entries();
    this.begin = EtcdJson.rangeBegin(answer.range().revision(), !entries.isEmpty());
    this.end = EtcdJson.rangeEnd(!entries.isEmpty(), answer.more(), answer.count());
    this.done = done;
  }

  long length() {
    long commas = Math.max(0, entries.size() - 1);
    return begin.length
        + end.length
        + commas
        + entries.stream().mapToLong(entry -> entry.length).sum();
  }

  /** Goes on until the peer has enough, or everything is written. */
  void pump() {
    while (!finished() && ctx.channel().isWritable()) {
      ByteBuf buffer = ctx.alloc().buffer(BUFFER_BYTES, BUFFER_BYTES);
      while (!finished() && buffer.isWritable()) {
        fill(buffer);
      }
      if (finished()) {
        ctx.write(new DefaultHttpContent(buffer));
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
            .addListener(
                written -> {
                  if (written.isSuccess()) {
                    done.run();
                  }
                });
      } else {
        ctx.writeAndFlush(new DefaultHttpContent(buffer));
      }
    }
  }

  private boolean finished() {
    return part > entries.size();
  }

  private void fill(ByteBuf buffer) {
    byte[] bytes = part < 0 ? begin : part == entries.size() ? end : entries.get(part);
    int count = Math.min(buffer.writableBytes(), bytes.length - offset);
    buffer.writeBytes(bytes, offset, count);
    offset += count;
    if (offset == bytes.length && (!commaFollows() || buffer.isWritable())) {
      if (commaFollows()) {
        buffer.writeByte(',');
      }
      part++;
      offset = 0;
    }
  }

  private boolean commaFollows() {
    return part >= 0 && part < entries.size() - 1;
  }
}
