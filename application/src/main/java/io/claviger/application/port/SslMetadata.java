package io.claviger.application.port;

import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.ssl.CertificateMetadata;
import java.util.List;
import java.util.Map;

/** What is known in plaintext of the certificates in SSL resources. */
public interface SslMetadata {
  /** In the order of the resource's pairs; empty if nothing is known. */
  List<CertificateMetadata> of(ResourceKey key);

  /** Makes these the only ones of the resource; an empty list removes them. */
  void replace(ResourceKey key, List<CertificateMetadata> certificates);

  /** Of every SSL resource of every group, for expiry metrics. */
  Map<ResourceKey, List<CertificateMetadata>> all();
}
