package io.claviger.application.resource;

import io.claviger.domain.resource.Resource;
import io.claviger.domain.ssl.CertificateMetadata;
import java.util.List;

/** A resource as it is read, after it was written or found. */
public record Written(Resource resource, List<CertificateMetadata> certificates, boolean created) {}
