/** Gateway groups, the certificates of their instances, and who is connected. */
@NullMarked
package io.claviger.application.gateway;

import org.jspecify.annotations.NullMarked;
