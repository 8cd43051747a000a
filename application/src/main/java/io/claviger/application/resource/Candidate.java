package io.claviger.application.resource;

import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.ssl.CertificateMetadata;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A document that wants to be stored.
 *
 * @param examinedFor the version that it was found good for, if it has been examined
 * @param certificates what the examination found in an SSL resource
 */
public record Candidate(
    JsonObject document,
    Optional<ApisixVersion> examinedFor,
    List<CertificateMetadata> certificates) {}
