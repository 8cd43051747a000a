package io.claviger.application.seal;

import io.claviger.domain.shared.Secret;
import java.util.List;

/** How the shares of a new seal reach those who keep them, in the order of their positions. */
public sealed interface Handout extends AutoCloseable {
  /** Wipes what is a secret of it. */
  @Override
  void close();

  /**
   * To whoever asked, as they are, this once.
   *
   * @param shares are nowhere else
   */
  record Shown(List<Secret> shares) implements Handout {
    @Override
    public void close() {
      shares.forEach(Secret::close);
    }
  }

  /** To whoever asked, who can open none of them. */
  record Enclosed(List<Envelope> envelopes) implements Handout {
    @Override
    public void close() {}
  }

  /**
   * A share that only the private key of its recipient opens.
   *
   * @param fingerprint of the recipient's public key
   */
  record Envelope(String fingerprint, String text) {}
}
