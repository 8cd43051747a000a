package io.claviger.application.resource;

import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.resource.ConsumerIdentity;
import io.claviger.domain.resource.Reference;
import io.claviger.domain.ssl.CertificateMetadata;
import java.util.List;

/**
 * What an examination found in a document that is good.
 *
 * @param profile of the group that it is good for
 * @param references the resources that it names
 * @param identities by what the consumer in it is known
 * @param chains where certificates stand, unless they are references
 * @param certificates those of an SSL resource
 */
record Findings(
    GatewayGroup.Profile profile,
    List<Reference> references,
    List<ConsumerIdentity> identities,
    List<Chain> chains,
    List<CertificateMetadata> certificates) {
  public Findings {
    references = List.copyOf(references);
    identities = List.copyOf(identities);
    chains = List.copyOf(chains);
    certificates = List.copyOf(certificates);
  }
}
