package io.claviger.adapters.rest.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameters that the query of a request may have: those of the method that answers it and
 * those of its class. Where neither says so, it may have none.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Takes {
  /** Their names. */
  String[] value();
}
