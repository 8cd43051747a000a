package io.claviger.adapters.dpchannel;

import io.claviger.application.gateway.Presence;
import io.claviger.domain.shared.Secret;

/** What a data plane's start command asks for beside etcd's protocol. */
@FunctionalInterface
public interface NativeCalls {
  /**
   * Called on a virtual thread; may block.
   *
   * @param address of the socket that asks; the instance may have others elsewhere
   * @param requestId names this request in the audit log
   * @return the JSON body of the answer; closed once it is sent
   * @throws io.claviger.domain.shared.RefusedException if it is not to be given
   */
  Secret wireKeyring(Presence presence, String address, String requestId);
}
