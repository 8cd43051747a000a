package io.claviger.adapters.persistence;

import io.claviger.application.port.Prf;
import io.claviger.domain.shared.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * MSet-XOR-Hash of D. Clarke and others, "Incremental Multiset Hash Functions and Their Application
 * to Memory Integrity Checking", ASIACRYPT 2003: nonce ‖ (HMAC(key, 0 ‖ nonce) XOR the HMACs(key, 1
 * ‖ member) of all members). A member is a row's MAC, which names the row and all that is in it. A
 * set can be changed member by member, without the others being read.
 *
 * <p>Guarantees: without the key nobody finds another set of stored MACs with the same hash,
 * however many hashes and MACs they have seen; the nonce hides the sum, which could otherwise be
 * solved for. Not guaranteed: how often a member is there, of which only the parity counts; rows
 * have primary keys, so that none is there twice. And an older hash is as valid as it was with its
 * older set: what it stands in must be bound to the moment.
 */
final class RowSets implements AutoCloseable {
  private static final int NONCE_BYTES = 16;
  private static final int SUM_BYTES = 32;
  private static final byte[] NONCE = {0};
  private static final byte[] MEMBER = {1};

  private final Prf prf;
  private final Secret key;
  private final SecureRandom random = new SecureRandom();

  RowSets(Prf prf, Secret key) {
    this.prf = prf;
    this.key = key;
  }

  /** Of no member; it is also what changes nothing. */
  static byte[] empty() {
    return new byte[SUM_BYTES];
  }

  static boolean isEmpty(byte[] sum) {
    return Arrays.equals(sum, empty());
  }

  /** Puts a member in, or takes it out. */
  void toggle(byte[] sum, byte[] member) {
    add(sum, prf.hmac(key, MEMBER, member));
  }

  /** Adds one sum to another. */
  static void add(byte[] sum, byte[] other) {
    for (int i = 0; i < SUM_BYTES; i++) {
      sum[i] ^= other[i];
    }
  }

  byte[] hash(byte[] sum) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] hidden = sum.clone();
    add(hidden, mask(nonce));
    byte[] hash = Arrays.copyOf(nonce, NONCE_BYTES + SUM_BYTES);
    System.arraycopy(hidden, 0, hash, NONCE_BYTES, SUM_BYTES);
    return hash;
  }

  /** The sum in a hash; empty if it is none. */
  Optional<byte[]> sum(byte[] hash) {
    if (hash.length != NONCE_BYTES + SUM_BYTES) {
      return Optional.empty();
    }
    byte[] sum = Arrays.copyOfRange(hash, NONCE_BYTES, hash.length);
    add(sum, mask(Arrays.copyOf(hash, NONCE_BYTES)));
    return Optional.of(sum);
  }

  @Override
  public void close() {
    key.close();
  }

  private byte[] mask(byte[] nonce) {
    return prf.hmac(key, NONCE, nonce);
  }
}
