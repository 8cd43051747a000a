package io.claviger.adapters.persistence.rows;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A column that its row's MAC does not cover, and why. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Unguarded {
  String COUNTED = "the database counts it up, so that it is not known before; it only sorts lists";

  String value();
}
