package org.albumen.models.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.albumen.models.batch.Answer;
import org.albumen.models.batch.BatchAssembler;
import org.albumen.models.batch.BatchSettings;
import org.albumen.models.failure.ModelException;

/**
 * A program whose calls run on the engine's threads, those of one image each several at a time:
 * calls of one method with a single tensor of one shape, whose first axis has length 1. Others, and
 * those of networks whose images influence each other, are run by themselves.
 */
final class BatchedProgram implements TensorProgram {
  private final TensorProgram program;
  private final BatchAssembler<Call, List<Values>, List<Values>> together;
  private final BatchAssembler<Call, List<Values>, List<Values>> alone;

  /** What calls of one batch have in common. */
  private record Call(String method, List<List<Long>> shapes) {}

  BatchedProgram(TensorProgram program, BatchSettings settings, Executor executor) {
    this.program = program;
    this.together = new BatchAssembler<>(settings, executor, this::run);
    this.alone = new BatchAssembler<>(BatchSettings.NONE, executor, this::run);
  }

  @Override
  public List<Values> call(String method, List<Values> inputs) throws ModelException {
    boolean image =
        inputs.size() == 1 && !inputs.get(0).shape().isEmpty() && inputs.get(0).shape().get(0) == 1;
    Call call = new Call(method, inputs.stream().map(Values::shape).toList());
    try {
      return (image ? together : alone).apply(call, inputs);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelException known) {
        throw known;
      }
      throw Rethrown.unchecked(e);
    } catch (InterruptedException e) {
      throw Rethrown.interrupted(e);
    }
  }

  private List<Answer<List<Values>>> run(Call call, List<List<Values>> inputs)
      throws ModelException {
    if (inputs.size() == 1) {
      return List.of(Answer.of(program.call(call.method(), inputs.get(0))));
    }
    List<Values> images = inputs.stream().map(one -> one.get(0)).toList();
    List<Values> answers = program.call(call.method(), List.of(joined(images)));
    List<Answer<List<Values>>> each = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      List<Values> own = new ArrayList<>();
      for (Values answer : answers) {
        own.add(part(answer, i, images.size()));
      }
      each.add(Answer.of(own));
    }
    return each;
  }

  /** One after the other along the first axis. */
  private static Values joined(List<Values> images) {
    int length = images.get(0).numbers().length;
    float[] numbers = new float[Math.multiplyExact(length, images.size())];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i).numbers(), 0, numbers, i * length, length);
    }
    return new Values(withFirst(images.get(0).shape(), images.size()), numbers);
  }

  private static Values part(Values answer, int index, int count) {
    if (answer.shape().isEmpty() || answer.shape().get(0) != count) {
      throw new IllegalStateException(
          "the network answered a batch of " + count + " with a tensor " + answer.shape());
    }
    int length = answer.numbers().length / count;
    float[] numbers = Arrays.copyOfRange(answer.numbers(), index * length, (index + 1) * length);
    return new Values(withFirst(answer.shape(), 1), numbers);
  }

  private static List<Long> withFirst(List<Long> shape, long first) {
    List<Long> changed = new ArrayList<>(shape);
    changed.set(0, first);
    return changed;
  }

  @Override
  public void close() {
    program.close();
  }
}
