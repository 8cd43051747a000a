package io.claviger.adapters.dpchannel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;

/**
 * Lets through what data planes send: a path, one Host, and a body whose length is said once. What
 * two programs could read differently (RFC 9112, section 11.2), and what the port does not do, is
 * refused; nothing that follows on the connection is looked at.
 */
final class RequestForm extends ChannelInboundHandlerAdapter {
  private static final int MAX_LENGTH_DIGITS = 18;

  private boolean refused;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
      Optional<MalformedRequestException> wrong = wrongWith(request);
      if (wrong.isPresent()) {
        refused = true;
        ReferenceCountUtil.release(message);
        ctx.fireChannelRead(refusal(request, wrong.get()));
        return;
      }
    }
    ctx.fireChannelRead(message);
  }

  static HttpRequest refusal(HttpRequest request, MalformedRequestException why) {
    DefaultFullHttpRequest refused =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, request.method(), request.uri());
    refused.setDecoderResult(DecoderResult.failure(why));
    return refused;
  }

  private static Optional<MalformedRequestException> wrongWith(HttpRequest request) {
    HttpHeaders headers = request.headers();
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return wrong(400, "this port speaks HTTP/1.1 only");
    }
    if (!request.uri().startsWith("/")) {
      return wrong(400, "the address must be a path; leave scheme and host out");
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() != 1) {
      return wrong(400, "send the header Host once");
    }
    if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return wrong(
          411, "say the length of the body by Content-Length; leave Transfer-Encoding out");
    }
    if (!isOneLength(headers.getAll(HttpHeaderNames.CONTENT_LENGTH))) {
      return wrong(400, "the length of the body is not clear; send one Content-Length");
    }
    if (headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
      return wrong(415, "send the body without a Content-Encoding");
    }
    if (headers.contains(HttpHeaderNames.EXPECT)) {
      return wrong(417, "nothing can be expected; leave Expect out");
    }
    if (headers.contains(HttpHeaderNames.UPGRADE)) {
      return wrong(400, "this port speaks HTTP/1.1 only; leave Upgrade out");
    }
    return Optional.empty();
  }

  private static boolean isOneLength(List<String> lengths) {
    return lengths.isEmpty()
        || (lengths.size() == 1
            && !lengths.getFirst().isEmpty()
            && lengths.getFirst().length() <= MAX_LENGTH_DIGITS
            && lengths.getFirst().chars().allMatch(c -> c >= '0' && c <= '9'));
  }

  private static Optional<MalformedRequestException> wrong(int status, String text) {
    return Optional.of(new MalformedRequestException(status, text));
  }
}
