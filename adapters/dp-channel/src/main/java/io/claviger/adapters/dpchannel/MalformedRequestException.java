package io.claviger.adapters.dpchannel;

import io.netty.handler.codec.DecoderException;

/** A request that is refused for its form, before anybody has looked at what it asks for. */
final class MalformedRequestException extends DecoderException {
  private final transient Answer.Json answer;

  /**
   * @param text says what is wrong and repeats nothing of what was sent
   */
  MalformedRequestException(int status, String text) {
    super(text);
    this.answer = Answer.refused(status, 3, text);
  }

  Answer answer() {
    return answer;
  }
}
