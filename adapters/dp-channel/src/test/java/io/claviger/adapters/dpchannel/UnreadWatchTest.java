package io.claviger.adapters.dpchannel;

import static io.claviger.domain.resource.ResourceKind.ROUTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.adapters.dpchannel.DpServerConfig.Times;
import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.KeyRange;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.shared.Revision;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch costs that does not read: bytes that are counted, not measured. */
@Timeout(60)
class UnreadWatchTest {
  private static final int ROUTES = 8;
  private static final int HIGH_WATER = 4_096;
  private static final int BUFFER = 64 * 1024;
  private static final KeyRange EVERYTHING = new KeyRange("/apisix/", Optional.of("/apisix0"));

  private final Plant plant = new Plant(Limits.DEFAULT, Times.DEFAULT);
  private final ChangeFeed feed = plant.feeds.of(plant.scope).orElseThrow();

  @BeforeEach
  void fill() {
    String filler = "x".repeat(200_000);
    for (int i = 0; i < ROUTES; i++) {
      plant.settle(plant.put(ROUTE, "r" + i, "{\"desc\":\"" + filler + "\"}"));
    }
    plant.settle(plant.put(ROUTE, "gone", "{}"));
    plant.settle(plant.delete(ROUTE, "gone"));
  }

  @AfterEach
  void close() {
    plant.close();
  }

  @Test
  void messagesForManyShareTheEntriesOfTheirGroup() {
    Set<byte[]> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    shared.addAll(feed.after(Revision.NONE, EVERYTHING).orElseThrow().frame());
    List<byte[]> another = feed.after(Revision.NONE, EVERYTHING).orElseThrow().frame();

    long own =
        another.stream().filter(part -> !shared.contains(part)).mapToLong(p -> p.length).sum();

    assertTrue(another.stream().mapToLong(part -> part.length).sum() > 1 << 20);
    assertTrue(own < 1_000, () -> own + " bytes");
  }

  @Test
  void aWatchThatDoesNotReadHoldsOneBufferAndReadsAllOfItLater() {
    Stalled channel = new Stalled();
    Answer.Follow follow =
        new Answer.Follow(plant.dataPlanes.attach(plant.peer(), "127.0.0.1"), EVERYTHING, 1);
    WatchStream watch =
        new WatchStream(channel.context(), follow, InstantSource.system(), Duration.ofDays(1));
    follow.presence().opened(InstantSource.system().instant());

    watch.start(1);

    assertTrue(channel.held() <= HIGH_WATER + BUFFER, () -> channel.held() + " bytes");
    assertEquals(Revision.NONE, follow.presence().sighting().delivered());

    String read = channel.read(watch);
    List<String> lines = read.lines().toList();
    assertTrue(StrictJson.parse(lines.getFirst()).toString().contains("\"created\":true"));
    int events =
        lines.stream()
            .skip(1)
            .mapToInt(
                line ->
                    StrictJson.parse(line)
                        .asJsonObject()
                        .getJsonObject("result")
                        .getJsonArray("events")
                        .size())
            .sum();
    assertEquals(ROUTES + 1, events);
    assertEquals(feed.revision(), follow.presence().sighting().delivered());
    watch.end();
    channel.finishAndReleaseAll();
  }

  /** A connection whose peer reads nothing at first. */
  private static final class Stalled extends EmbeddedChannel {
    private boolean reads;

    Stalled() {
      super(new ChannelInboundHandlerAdapter());
      config().setWriteBufferWaterMark(new WriteBufferWaterMark(HIGH_WATER / 2, HIGH_WATER));
    }

    ChannelHandlerContext context() {
      return pipeline().context(ChannelInboundHandlerAdapter.class);
    }

    long held() {
      return unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
      if (reads) {
        super.doWrite(in);
      }
    }

    /** Everything that there is, as a peer that reads now. */
    String read(WatchStream watch) {
      reads = true;
      StringBuilder read = new StringBuilder();
      flush();
      watch.pump();
      for (HttpContent part = readOutbound(); part != null; part = readOutbound()) {
        read.append(part.content().toString(UTF_8));
        part.release();
      }
      return read.toString();
    }
  }
}
