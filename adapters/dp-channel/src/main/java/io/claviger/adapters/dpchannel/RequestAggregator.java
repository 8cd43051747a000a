package io.claviger.adapters.dpchannel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Collects a request. One whose body is too long becomes a malformed one, so that it is refused
 * with a text like any other.
 */
final class RequestAggregator extends HttpObjectAggregator {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  RequestAggregator() {
    super(MAX_BODY_BYTES);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    ctx.fireChannelRead(
        RequestForm.refusal(
            (HttpRequest) oversized,
            new MalformedRequestException(413, "the body is longer than 64 KiB")));
  }
}
