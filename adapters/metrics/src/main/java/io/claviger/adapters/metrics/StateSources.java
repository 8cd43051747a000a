package io.claviger.adapters.metrics;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.ssl.CertificateMetadata;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where the gauges are read at a scrape. Each source may fail, or wait for the database: a scrape
 * then goes on without it.
 *
 * <p>Those marked as slow are asked at most every 15 seconds, each on a thread of its own; they
 * open the transactions that they need. The others are asked at each scrape and must not block.
 *
 * @param passwordHashQueues how many wait, by name of the queue
 * @param feeds of all gateway groups
 * @param presences the data planes that were here lately
 * @param pendingAuditEntries slow
 * @param sslCertificates slow; those in SSL resources
 * @param serverCertificates when they expire, by name of the port
 * @param authorities slow; when they expire, by name of the authority
 * @param reencryptions slow; of every scope for which one was asked for
 * @param waitingForWireKeys slow; how many data planes the rotation of a wire keyring waits for, of
 *     every group in which one is under way
 */
public record StateSources(
    Map<String, IntSupplier> passwordHashQueues,
    Supplier<Collection<ChangeFeed>> feeds,
    Supplier<Collection<Presence>> presences,
    LongSupplier pendingAuditEntries,
    Supplier<Map<ResourceKey, List<CertificateMetadata>>> sslCertificates,
    Supplier<Map<String, Instant>> serverCertificates,
    Supplier<Map<String, Instant>> authorities,
    Supplier<Map<Scope, Progress>> reencryptions,
    Supplier<Map<Scope, Integer>> waitingForWireKeys) {
  public StateSources {
    passwordHashQueues = Map.copyOf(passwordHashQueues);
  }
}
