package io.claviger.application.resource;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * A document that wants to be stored.
 *
 * @param findings if it has been examined
 */
public record Candidate(JsonObject document, Optional<Findings> findings) {}
