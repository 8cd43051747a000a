package io.claviger.adapters.rest.listener;

import io.helidon.common.context.Context;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.http.DirectHandlers;
import java.util.concurrent.ExecutorService;

/** The port as its connections see it: what it refuses by itself, it words as the guard does. */
record GuardedListener(ListenerContext listener, DirectHandlers directHandlers)
    implements ListenerContext {
  @Override
  public Context context() {
    return listener.context();
  }

  @Override
  public MediaContext mediaContext() {
    return listener.mediaContext();
  }

  @Override
  public ContentEncodingContext contentEncodingContext() {
    return listener.contentEncodingContext();
  }

  @Override
  public ListenerConfig config() {
    return listener.config();
  }

  @Override
  public ExecutorService executor() {
    return listener.executor();
  }
}
