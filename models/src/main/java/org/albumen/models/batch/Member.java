package org.albumen.models.batch;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** An input on its way, and whoever waits for its answer. */
final class Member<I, O> {
  private final I input;
  private final CompletableFuture<O> answer = new CompletableFuture<>();

  Member(I input) {
    this.input = input;
  }

  I input() {
    return input;
  }

  CompletableFuture<O> answer() {
    return answer;
  }

  /** Whether somebody still waits. */
  boolean isWanted() {
    return !answer.isDone();
  }

  void take(Answer<O> given) {
    if (given.failure() != null) {
      answer.completeExceptionally(given.failure());
    } else {
      answer.complete(Objects.requireNonNull(given.value()));
    }
  }
}
