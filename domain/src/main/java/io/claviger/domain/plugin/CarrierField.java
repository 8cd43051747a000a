package io.claviger.domain.plugin;

import io.claviger.domain.json.Pointer;

/**
 * A field by which a document decides where secrets of other documents go.
 *
 * @param carrier what takes them there, as {@link SecretField#carriers} names it
 */
public record CarrierField(Pointer pointer, String carrier) {}
