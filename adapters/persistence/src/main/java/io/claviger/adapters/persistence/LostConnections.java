package io.claviger.adapters.persistence;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Which connections the pool gives up. It knows how those to PostgreSQL end, and not how those to
 * H2 do; one that it kept would fail for as long as it is in use.
 */
final class LostConnections implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException e) {
    return DatabaseFailures.endsConnection(e) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
