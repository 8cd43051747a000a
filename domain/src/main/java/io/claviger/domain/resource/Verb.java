package io.claviger.domain.resource;

/** The verbs that not every kind has; GET, PUT and DELETE are for all. */
public enum Verb {
  POST,
  PATCH
}
