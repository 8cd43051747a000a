package io.claviger.adapters.dpchannel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Collects a request and answers {@code Expect: 100-continue}. A body that is too long becomes a
 * malformed request, so that it is refused with a text like any other.
 */
final class RequestAggregator extends HttpObjectAggregator {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  RequestAggregator() {
    super(MAX_BODY_BYTES);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    HttpRequest request = (HttpRequest) oversized;
    DefaultFullHttpRequest refused =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri());
    refused.setDecoderResult(DecoderResult.failure(new BodyTooLongException()));
    ctx.fireChannelRead(refused);
  }
}
