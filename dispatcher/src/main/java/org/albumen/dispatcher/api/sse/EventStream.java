package org.albumen.dispatcher.api.sse;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of server-sent events (HTML Living Standard, 9.2). Nothing here waits for the
 * client: a message that it has not taken yet is replaced by the next, so that a slow one sees
 * fewer states of the batch and holds no memory. Safe for use by several threads.
 */
final class EventStream implements WriteListener {
  private final ServletOutputStream out;
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private byte @Nullable [] pending;
  private boolean open;
  private boolean unflushed;
  private boolean last;

  EventStream(ServletOutputStream out) {
    this.out = out;
  }

  /** Completes when the stream has ended, whoever ended it. */
  CompletableFuture<@Nullable Void> done() {
    return done;
  }

  /** Sends a message, in the place of one that still waits. */
  synchronized void send(byte[] message) {
    if (!last) {
      pending = message;
      pump();
    }
  }

  /** Sends a message unless one waits. */
  synchronized void beat(byte[] comment) {
    if (pending == null) {
      send(comment);
    }
  }

  /** Sends a last message, and ends. */
  synchronized void end(byte[] message) {
    send(message);
    last = true;
    pump();
  }

  @Override
  public synchronized void onWritePossible() {
    open = true;
    pump();
  }

  @Override
  public void onError(Throwable broken) {
    done.complete(null); // the client is gone
  }

  private void pump() {
    try {
      while (open && !done.isDone() && out.isReady()) {
        if (pending != null) {
          byte[] next = pending;
          pending = null;
          unflushed = true;
          out.write(next);
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          if (last) {
            done.complete(null);
          }
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      done.complete(null); // the client is gone
    }
  }
}
