package io.claviger.application.gate;

import io.claviger.domain.access.Actor;

/**
 * Who asks, and from where.
 *
 * @param source the address of the socket, or what a configured proxy forwarded
 * @param requestId joins the answer, the audit entry and the log
 */
public record Caller(Actor actor, String source, String requestId) {}
