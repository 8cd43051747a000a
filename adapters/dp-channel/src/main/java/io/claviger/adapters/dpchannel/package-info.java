/** The mTLS port on which data planes read and follow their configuration as if from etcd. */
@NullMarked
package io.claviger.adapters.dpchannel;

import org.jspecify.annotations.NullMarked;
