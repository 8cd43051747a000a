package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;

/** What is wrong with a value, and where in it; the text holds nothing that was sent. */
record Problem(Pointer at, String text) {
  /** The same, where the value stands in a document. */
  Problem below(Pointer root) {
    return new Problem(at.below(root), text);
  }

  /** As a message; a problem of the whole document is one of the subject. */
  String said(String subject) {
    String place = at.steps().isEmpty() ? subject : at.printable();
    return place + ": " + text;
  }
}
