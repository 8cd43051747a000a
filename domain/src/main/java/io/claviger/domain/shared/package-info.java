/** What every room needs: secrets, refusals, revisions, ids. */
@NullMarked
package io.claviger.domain.shared;

import org.jspecify.annotations.NullMarked;
