package io.claviger.adapters.rest.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.util.Arrays;

/** Writes to a peer that has only so long to read it. */
record TimedWriter(DataWriter writer, Patience patience) implements DataWriter {

  @Override
  public void write(BufferData... buffers) {
    timed(size(buffers), () -> writer.write(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    timed(buffer.available(), () -> writer.write(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    timed(size(buffers), () -> writer.writeNow(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    timed(buffer.available(), () -> writer.writeNow(buffer));
  }

  @Override
  public void flush() {
    timed(0, writer::flush);
  }

  @Override
  public void close() {
    timed(0, writer::close);
  }

  private void timed(int bytes, Runnable write) {
    patience.writes(bytes);
    try {
      write.run();
    } finally {
      patience.written();
    }
  }

  private static int size(BufferData... buffers) {
    return Arrays.stream(buffers).mapToInt(BufferData::available).sum();
  }
}
