package org.albumen.worker.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.SeedSource;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.worker.fetch.Scratch;
import org.albumen.worker.generate.Generator;
import org.albumen.worker.generate.Generator.Generated;

/** {@code generate -> encode}: an image of a seed. Nothing is fetched. */
record GenerateTask(GenerateRecipe recipe, SeedSource source, Tools tools) implements Task {

  @Override
  public List<NetworkUse> networks() throws AlbumenException {
    return List.of(tools.generator().network(recipe));
  }

  @Override
  public int pipelineVersion() {
    return Generator.PIPELINE_VERSION;
  }

  @Override
  public Made make(Scratch scratch, DoubleConsumer progress)
      throws AlbumenException, InterruptedException {
    Path result = scratch.file("result");
    Generated image = tools.generator().generate(recipe, source.seed(), result);
    tools.metrics().stage("generate", Duration.ofMillis(image.generateMs()));
    tools.metrics().stage("encode", Duration.ofMillis(image.encodeMs()));
    Timings timings = new Timings(0, 0, image.generateMs(), image.encodeMs(), 0);
    return new Made(result, recipe.output(), image.width(), image.height(), null, null, timings);
  }
}
