package io.claviger.adapters.dpchannel;

import io.claviger.application.port.Telemetry;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What every connection of the port shares.
 *
 * @param blocking runs what may wait, each on a virtual thread
 */
record DpPort(
    DpServerConfig config,
    DpCalls calls,
    Connections connections,
    Executor blocking,
    Telemetry telemetry,
    InstantSource clock) {}
