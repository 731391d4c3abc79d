package org.albumen.dispatcher.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Server-sent events, one after the other. For one thread. */
final class EventStream implements AutoCloseable {
  private static final String TYPE = "text/event-stream";
  private static final int LONGEST_PROBLEM = 1 << 16;

  private final Answer head;
  private final Chunks chunks;
  private final EventParser parser = new EventParser();
  private final Queue<ServerEvent> read = new ArrayDeque<>();

  EventStream(Answer head, Chunks chunks) {
    this.head = head;
    this.chunks = chunks;
  }

  /** Whether this is one: it may be a problem, too. */
  boolean isOpen() {
    return head.isFine() && head.type().equals(TYPE);
  }

  /** What stands in place of events, or its beginning. */
  Answer whole(Duration limit) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      for (List<ByteBuffer> part = chunks.next(limit);
          !part.isEmpty() && body.size() < LONGEST_PROBLEM;
          part = chunks.next(limit)) {
        part.forEach(bytes -> drain(bytes, body));
      }
    } catch (IOException broken) {
      // What came until then has to do.
    }
    return new Answer(head.status(), head.type(), head.retryAfter(), body.toByteArray());
  }

  private static void drain(ByteBuffer from, ByteArrayOutputStream to) {
    while (from.hasRemaining()) {
      to.write(from.get());
    }
  }

  /**
   * The next event.
   *
   * @throws IOException when the stream has ended or broken, or nothing at all came for so long
   */
  ServerEvent next(Duration quiet) throws IOException, InterruptedException {
    while (read.isEmpty()) {
      List<ByteBuffer> part = chunks.next(quiet);
      if (part.isEmpty()) {
        throw new IOException("the stream ended");
      }
      for (ByteBuffer bytes : part) {
        read.addAll(parser.take(bytes));
      }
    }
    return read.remove();
  }

  @Override
  public void close() {
    chunks.close();
  }

  /** Bytes as they come; no more of them are asked for than are taken. */
  static final class Chunks implements BodySubscriber<Chunks> {
    private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    /** No bytes and no failure: the end. */
    private record Chunk(List<ByteBuffer> bytes, @Nullable Throwable failure) {}

    @Override
    public CompletionStage<Chunks> getBody() {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
      subscription = to;
      to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
      queue.add(new Chunk(bytes, null));
    }

    @Override
    public void onError(Throwable why) {
      queue.add(new Chunk(List.of(), why));
    }

    @Override
    public void onComplete() {
      queue.add(new Chunk(List.of(), null));
    }

    private List<ByteBuffer> next(Duration limit) throws IOException, InterruptedException {
      Chunk chunk = queue.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (chunk == null) {
        throw new IOException("nothing came for " + limit.toSeconds() + " s");
      }
      if (chunk.failure() != null) {
        throw new IOException("the stream broke", chunk.failure());
      }
      Flow.Subscription more = subscription;
      if (more != null) {
        more.request(1);
      }
      return chunk.bytes();
    }

    private void close() {
      Flow.Subscription open = subscription;
      if (open != null) {
        open.cancel();
      }
    }
  }
}
