package io.claviger.adapters.dpchannel;

import io.claviger.domain.shared.Secret;

/**
 * What the port proves itself with, and whose certificates it lets in.
 *
 * @param certificateChainPem the server's certificate, and what leads from it to its authority
 * @param keyPem PKCS#8, PEM; it stays the caller's, who may close it afterwards
 * @param authoritiesPem the authorities of data planes, and nobody else's; more than one while one
 *     is being replaced
 */
public record TlsMaterial(String certificateChainPem, Secret keyPem, String authoritiesPem) {}
