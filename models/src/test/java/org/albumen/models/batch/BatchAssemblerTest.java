package org.albumen.models.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchAssemblerTest {
  /** So long that a batch that is not full would never be run within a test. */
  private static final Duration LONG = Duration.ofHours(1);

  private static final Duration SHORT = Duration.ofMillis(5);
  private static final String BAD = "bad";

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final ExecutorService engine = Executors.newFixedThreadPool(1);
  private final List<List<String>> runs = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    callers.shutdownNow();
    engine.shutdownNow();
  }

  @Test
  void aFullBatchIsOneCallAndEachCallerGetsItsOwnAnswer() throws Exception {
    // Given
    var assembler = assembler(4, LONG, this::network);
    // When
    List<Future<String>> answers = all(assembler, "a", "b", "c", "d");
    // Then
    assertThat(answers.get(0).get()).isEqualTo("A");
    assertThat(answers.get(1).get()).isEqualTo("B");
    assertThat(answers.get(2).get()).isEqualTo("C");
    assertThat(answers.get(3).get()).isEqualTo("D");
    assertThat(runs).singleElement().satisfies(run -> assertThat(run).hasSize(4));
  }

  @Test
  void whoWaitedLongEnoughIsRunInPiecesOfFixedSizes() throws Exception {
    // Given a batch for eight, of which seven come before its time is over
    CountDownLatch all = new CountDownLatch(1);
    var assembler =
        assembler(
            8,
            SHORT,
            (shape, inputs) -> {
              all.await();
              return network(shape, inputs);
            });
    // When
    List<Future<String>> answers = all(assembler, "a", "b", "c", "d", "e", "f", "g");
    all.countDown();
    // Then nobody is left, and every call is of one of the sizes
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isNotBlank();
    }
    assertThat(runs).allSatisfy(run -> assertThat(run.size()).isIn(1, 2, 4));
    assertThat(runs.stream().mapToInt(List::size).sum()).isEqualTo(7);
  }

  @Test
  void inputsOfOtherShapesAreOtherBatches() throws Exception {
    // Given
    var assembler = assembler(2, LONG, this::network);
    // When
    List<Future<String>> answers = all(assembler, "a", "long", "b", "word");
    // Then
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isNotBlank();
    }
    assertThat(runs)
        .hasSize(2)
        .allSatisfy(run -> assertThat(run.stream().map(String::length).distinct()).hasSize(1));
  }

  @Test
  void ofABatchThatFailsOnlyTheGuiltyMemberFails() throws Exception {
    // Given
    var assembler = assembler(8, LONG, this::network);
    // When
    List<Future<String>> answers =
        all(assembler, "aaa", "bbb", BAD, "ddd", "eee", "fff", "ggg", "hhh");
    // Then
    int failed = 0;
    for (Future<String> answer : answers) {
      try {
        assertThat(answer.get()).isUpperCase();
      } catch (ExecutionException e) {
        failed++;
        assertThat(e).hasRootCauseMessage("the network cannot bear bad");
      }
    }
    assertThat(failed).isEqualTo(1);
    // Then the batch, and twice as many calls as it takes to halve eight to one
    assertThat(runs).hasSize(1 + 2 * 3);
    assertThat(runs.stream().filter(run -> run.contains(BAD)).map(List::size))
        .containsExactly(8, 4, 2, 1);
  }

  @Test
  void aBatchThatDoesNotFitIntoMemoryIsHalvedUntilItDoes() throws Exception {
    // Given
    var assembler =
        assembler(
            4,
            LONG,
            (shape, inputs) -> {
              if (inputs.size() > 1) {
                runs.add(inputs);
                throw new OutOfMemoryError("a batch of " + inputs.size());
              }
              return network(shape, inputs);
            });
    // When
    List<Future<String>> answers = all(assembler, "a", "b", "c", "d");
    // Then
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isUpperCase();
    }
    assertThat(runs.stream().map(List::size).sorted()).containsExactly(1, 1, 1, 1, 2, 2, 4);
  }

  @Test
  void anInvalidAnswerIsItsMembersFailureAndNothingIsRunAgain() throws Exception {
    // Given
    var assembler =
        assembler(
            2,
            LONG,
            (shape, inputs) -> {
              runs.add(inputs);
              return inputs.stream()
                  .map(
                      input ->
                          input.equals("x")
                              ? Answer.<String>failed(new IllegalStateException("not finite"))
                              : Answer.of(input))
                  .toList();
            });
    // When
    List<Future<String>> answers = all(assembler, "x", "y");
    // Then
    assertThatThrownBy(() -> answers.get(0).get()).hasRootCauseMessage("not finite");
    assertThat(answers.get(1).get()).isEqualTo("y");
    assertThat(runs).hasSize(1);
  }

  @Test
  void aCallerThatIsInterruptedHarmsNoOther() throws Exception {
    // Given two of a batch of two, while the engine is busy
    CountDownLatch busy = new CountDownLatch(1);
    engine.execute(() -> await(busy));
    var assembler = assembler(2, LONG, this::network);
    CountDownLatch gone = new CountDownLatch(1);
    Thread leaving =
        new Thread(
            () -> {
              try {
                assembler.apply(1, "a");
              } catch (InterruptedException e) {
                gone.countDown();
              } catch (ExecutionException e) {
                throw new AssertionError(e);
              }
            });
    leaving.start();
    Future<String> staying = callers.submit(() -> assembler.apply(1, "b"));
    // When
    leaving.interrupt();
    gone.await();
    busy.countDown();
    // Then the one who left takes no part, unless the other came first and both were on their way
    if (!staying.isDone()) {
      // fills the batch if the first was not in it
      callers.execute(new FutureTask<>(() -> assembler.apply(1, "c")));
    }
    assertThat(staying.get()).isEqualTo("B");
    assertThat(runs).noneSatisfy(run -> assertThat(run).contains("a"));
  }

  @Test
  void aloneMeansAtOnceAndAlone() throws Exception {
    // Given
    var assembler = assembler(1, LONG, this::network);
    // When
    List<Future<String>> answers = all(assembler, "a", "b", "c");
    // Then
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isUpperCase();
    }
    assertThat(runs).hasSize(3).allSatisfy(run -> assertThat(run).hasSize(1));
  }

  @Test
  void anEngineThatIsShutDownIsEachCallersFailure() {
    // Given
    var assembler = assembler(1, LONG, this::network);
    engine.shutdown();
    // Then
    assertThatThrownBy(() -> assembler.apply(1, "a")).isInstanceOf(ExecutionException.class);
  }

  @Test
  void aNetworkThatAnswersTooFewIsHalved() throws Exception {
    // Given
    var assembler =
        assembler(
            2,
            LONG,
            (shape, inputs) -> {
              runs.add(inputs);
              return List.of(Answer.of(inputs.get(0)));
            });
    // When
    List<Future<String>> answers = all(assembler, "a", "b");
    // Then
    assertThat(answers.get(0).get()).isEqualTo("a");
    assertThat(answers.get(1).get()).isEqualTo("b");
    assertThat(runs).hasSize(3);
  }

  /** Words in capitals; one of them it cannot bear. */
  private List<Answer<String>> network(Integer shape, List<String> inputs) {
    runs.add(inputs);
    assertThat(inputs).allSatisfy(input -> assertThat(input).hasSize(shape));
    if (inputs.contains(BAD)) {
      throw new IllegalArgumentException("the network cannot bear " + BAD);
    }
    return inputs.stream().map(input -> Answer.of(input.toUpperCase(Locale.ROOT))).toList();
  }

  private BatchAssembler<Integer, String, String> assembler(
      int most, Duration delay, Batch<Integer, String, String> network) {
    return new BatchAssembler<>(new BatchSettings(most, delay), engine, network);
  }

  private List<Future<String>> all(
      BatchAssembler<Integer, String, String> assembler, String... inputs) {
    List<Future<String>> answers = new ArrayList<>();
    for (String input : inputs) {
      Callable<String> call = () -> assembler.apply(input.length(), input);
      answers.add(callers.submit(call));
    }
    return answers;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
