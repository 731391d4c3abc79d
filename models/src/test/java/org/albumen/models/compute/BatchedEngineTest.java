package org.albumen.models.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.albumen.models.batch.BatchSettings;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.fixture.TinyModels;
import org.albumen.models.network.LatentGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real networks, tiny: what is run in batches is what is run alone. */
@Timeout(120)
class BatchedEngineTest {
  private static final int SIDE = 32;
  private static final int CALLERS = 12;

  /** Long enough that callers who start together meet, however busy the machine is. */
  private static final BatchSettings FOUR = new BatchSettings(4, Duration.ofMillis(200));

  @TempDir private Path folder;
  private ModelStore store;

  @BeforeEach
  void pull() throws Exception {
    store =
        ModelStore.open(
            folder.resolve("cache"), Catalogue.standard().with(TinyModels.in(folder).cards()));
    for (String name :
        List.of(
            TinyModels.UPSCALER,
            TinyModels.BROKEN_UPSCALER,
            TinyModels.FACES,
            TinyModels.PARSER,
            TinyModels.GENERATOR)) {
      store.pull(name, line -> {});
    }
  }

  @Test
  void imagesInBatchesAreImagesAlone() throws Exception {
    // Given
    List<ByteBuffer> alone = new ArrayList<>();
    try (TorchEngine engine = TorchEngine.create(2, CacheFolder.standard());
        ImageNetwork network = upscaler(engine, TinyModels.UPSCALER)) {
      for (int i = 0; i < CALLERS; i++) {
        alone.add(network.apply(picture(i), SIDE, SIDE));
      }
    }
    // When
    List<ByteBuffer> together;
    try (TorchEngine engine = TorchEngine.create(2, CacheFolder.standard(), FOUR);
        ImageNetwork network = upscaler(engine, TinyModels.UPSCALER)) {
      together = all(engine, i -> network.apply(picture(i), SIDE, SIDE));
    }
    // Then
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void everyMembersOwnAnswerIsJudged() throws Exception {
    try (TorchEngine engine = TorchEngine.create(2, CacheFolder.standard(), FOUR);
        ImageNetwork network = upscaler(engine, TinyModels.BROKEN_UPSCALER)) {
      assertThatThrownBy(() -> all(engine, i -> network.apply(picture(i), SIDE, SIDE)))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              RestorationException.class,
              e -> assertThat(e.problem()).isEqualTo(RestorationProblem.INVALID_OUTPUT));
    }
  }

  @Test
  void facesPartsAndSeedsInBatchesAreTheyAlone() throws Exception {
    requireSame(TinyModels.FACES, List.of(1L, 3L, 64L, 64L));
    requireSame(TinyModels.PARSER, List.of(1L, 3L, 64L, 64L));
    requireSame(TinyModels.GENERATOR, latent());
  }

  @Test
  void aNetworkWhoseImagesInfluenceEachOtherIsRunAloneAndOnTheEnginesThreads() throws Exception {
    // Given
    RecordingProgram program = new RecordingProgram();
    try (TorchEngine engine = TorchEngine.create(1, CacheFolder.standard(), FOUR)) {
      TensorProgram forbidden = engine.batched(program, ModelCard.Batch.FORBIDDEN);
      TensorProgram independent = engine.batched(program, ModelCard.Batch.INDEPENDENT);
      // When
      all(engine, i -> forbidden.call("forward", List.of(values(List.of(1L, 4L), i))));
      List<Integer> alone = List.copyOf(program.batches());
      all(engine, i -> independent.call("forward", List.of(values(List.of(1L, 4L), i))));
      List<Integer> together = program.batches().subList(CALLERS, program.batches().size());
      // Then
      assertThat(alone).hasSize(CALLERS).containsOnly(1);
      assertThat(together).hasSizeLessThan(CALLERS).contains(4);
      assertThat(program.threads()).allMatch(name -> name.matches("torch-\\d+"));
    }
  }

  @Test
  void callsWithSeveralTensorsAreRunAlone() throws Exception {
    // Given
    RecordingProgram program = new RecordingProgram();
    try (TorchEngine engine = TorchEngine.create(1, CacheFolder.standard(), FOUR)) {
      TensorProgram batched = engine.batched(program, ModelCard.Batch.INDEPENDENT);
      // When
      all(
          engine,
          i ->
              batched.call(
                  "styles", List.of(values(List.of(1L, 4L), i), values(List.of(1L, 2L), i))));
      // Then
      assertThat(program.batches()).hasSize(CALLERS).containsOnly(1);
    }
  }

  private void requireSame(String name, List<Long> shape) throws Exception {
    // Given
    List<Values> alone = new ArrayList<>();
    try (TorchEngine engine = TorchEngine.create(2, CacheFolder.standard());
        TensorProgram program = program(engine, name)) {
      for (int i = 0; i < CALLERS; i++) {
        alone.add(program.call("forward", List.of(values(shape, i))).get(0));
      }
    }
    // When
    List<Values> together;
    try (TorchEngine engine = TorchEngine.create(2, CacheFolder.standard(), FOUR);
        TensorProgram program = program(engine, name)) {
      together = all(engine, i -> program.call("forward", List.of(values(shape, i))).get(0));
    }
    // Then
    for (int i = 0; i < CALLERS; i++) {
      assertThat(together.get(i).shape()).isEqualTo(alone.get(i).shape());
      float[] expected = alone.get(i).numbers();
      float[] actual = together.get(i).numbers();
      assertThat(actual).hasSameSizeAs(expected);
      for (int n = 0; n < expected.length; n++) {
        assertThat(actual[n])
            .as("%s %d", name, n)
            .isCloseTo(expected[n], within(error(expected[n])));
      }
    }
  }

  private static float error(float expected) {
    return 1e-5f * Math.max(1, Math.abs(expected));
  }

  private List<Long> latent() throws ModelException {
    List<Long> shape = new ArrayList<>(List.of(1L));
    if (store.tensorNetwork(TinyModels.GENERATOR) instanceof LatentGenerator generator) {
      shape.addAll(generator.latentShape());
    }
    return shape;
  }

  private ImageNetwork upscaler(TorchEngine engine, String name) throws ModelException {
    return engine.load(store.torchScript(name), store.network(name));
  }

  private TensorProgram program(TorchEngine engine, String name) throws ModelException {
    return engine.program(store.torchScript(name), ModelCard.Batch.INDEPENDENT);
  }

  private interface Work<T> {
    T at(int index) throws Exception;
  }

  /** All at once on the threads where networks are to be called; the first failure if there are. */
  private static <T> List<T> all(TorchEngine engine, Work<T> work) {
    List<CompletableFuture<T>> futures = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int index = i;
      Callable<T> call = () -> work.at(index);
      CompletableFuture<T> future = new CompletableFuture<>();
      engine
          .executor()
          .execute(
              () -> {
                try {
                  future.complete(call.call());
                } catch (Exception e) {
                  future.completeExceptionally(e);
                }
              });
      futures.add(future);
    }
    return futures.stream().map(CompletableFuture::join).toList();
  }

  private static ByteBuffer picture(int seed) {
    byte[] noise = new byte[SIDE * SIDE * 3];
    new Random(seed).nextBytes(noise);
    return ByteBuffer.allocateDirect(noise.length).order(ByteOrder.nativeOrder()).put(noise).flip();
  }

  private static Values values(List<Long> shape, int seed) {
    int count = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() / 2;
    }
    return new Values(shape, numbers);
  }
}
