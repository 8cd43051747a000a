package io.claviger.adapters.dpchannel;

import io.netty.handler.codec.DecoderException;

/** A request with a longer body than any that is answered. */
final class BodyTooLongException extends DecoderException {
  BodyTooLongException() {
    super("the body is too long");
  }
}
