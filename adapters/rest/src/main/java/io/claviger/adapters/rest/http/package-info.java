/** What every API reads and answers: bodies, members, parameters, JSON. */
@NullMarked
package io.claviger.adapters.rest.http;

import org.jspecify.annotations.NullMarked;
