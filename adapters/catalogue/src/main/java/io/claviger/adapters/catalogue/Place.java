package io.claviger.adapters.catalogue;

import java.util.Arrays;

/** Where a plugin's configuration may stand. The word is the one of the data files. */
enum Place {
  HTTP("http", "where HTTP requests are routed"),
  STREAM("stream", "where streams are routed"),
  CONSUMER("consumer", "in a consumer"),
  CREDENTIAL("credential", "in a credential"),
  MULTI_AUTH("multi-auth", "inside the plugin multi-auth"),
  WORKFLOW("workflow", "as an action of the plugin workflow");

  private final String word;
  private final String text;

  Place(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** As messages say it. */
  String text() {
    return text;
  }

  /** Whether a plugin here tells who calls, and so has its consumer's configuration. */
  boolean ofConsumer() {
    return this == CONSUMER || this == CREDENTIAL;
  }

  static Place of(String word) {
    return Arrays.stream(values())
        .filter(place -> place.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such place: " + word));
  }
}
