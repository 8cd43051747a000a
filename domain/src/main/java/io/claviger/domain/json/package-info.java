/** The JSON tree: the one strict reader, paths into a document, and its text. */
@NullMarked
package io.claviger.domain.json;

import org.jspecify.annotations.NullMarked;
