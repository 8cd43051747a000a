package io.claviger.adapters.dpchannel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Iterator;
import java.util.List;

/**
 * What is to be written, in parts that are everybody's and stay where they are: what is copied at a
 * time is one buffer full.
 */
final class Parts {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Iterator<byte[]> rest;
  private byte[] part = {};
  private int offset;
  private long left;

  /**
   * @param parts that stand one after the other
   */
  Parts(List<byte[]> parts) {
    this.rest = parts.iterator();
    this.left = parts.stream().mapToLong(part -> part.length).sum();
  }

  /** How many bytes are still to be written. */
  long left() {
    return left;
  }

  boolean finished() {
    return left == 0;
  }

  /** The next of it. */
  ByteBuf next(ByteBufAllocator allocator) {
    int size = (int) Math.min(left, BUFFER_BYTES);
    ByteBuf buffer = allocator.buffer(size, size);
    while (buffer.isWritable()) {
      if (offset == part.length) {
        part = rest.next();
        offset = 0;
      }
      int count = Math.min(buffer.writableBytes(), part.length - offset);
      buffer.writeBytes(part, offset, count);
      offset += count;
    }
    left -= size;
    return buffer;
  }
}
