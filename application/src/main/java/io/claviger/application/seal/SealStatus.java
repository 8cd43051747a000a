package io.claviger.application.seal;

import io.claviger.domain.seal.Custody;

/**
 * Where a process stands.
 *
 * @param type of the seal
 * @param initialized whether there is an installation in the database
 * @param shares how many there are; 0 for a seal that has none, as the next two
 * @param threshold how many of them unseal
 * @param progress how many of them have been given to this process
 */
public record SealStatus(
    String type, boolean initialized, boolean sealed, int shares, int threshold, int progress) {

  /** Of a process without an installation, which only a seal that is split waits for. */
  static final SealStatus WAITING = new SealStatus(Custody.Shares.TYPE, false, true, 0, 0, 0);

  static SealStatus of(Custody custody, boolean sealed, int progress) {
    return switch (custody) {
      case Custody.KeyFile() -> new SealStatus(custody.type(), true, sealed, 0, 0, 0);
      case Custody.Shares(int threshold, var hashes) ->
          new SealStatus(custody.type(), true, sealed, hashes.size(), threshold, progress);
    };
  }
}
