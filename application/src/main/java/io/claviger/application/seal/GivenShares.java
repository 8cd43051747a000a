package io.claviger.application.seal;

import io.claviger.domain.seal.Share;
import io.claviger.domain.shared.Secret;
import java.util.ArrayList;
import java.util.List;

/** The shares of a request that comes with all of them. Closing wipes them. */
record GivenShares(List<Share> list) implements AutoCloseable {
  static GivenShares parse(List<Secret> texts) {
    GivenShares given = new GivenShares(new ArrayList<>());
    try {
      texts.forEach(text -> given.list().add(CollectedShares.parse(text)));
      return given;
    } catch (RuntimeException e) {
      given.close();
      throw e;
    }
  }

  @Override
  public void close() {
    list.forEach(Share::close);
  }
}
