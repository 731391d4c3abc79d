package org.albumen.models.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.generate.Walk.Way;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.latent.Latents;
import org.albumen.models.network.Dcgan;
import org.albumen.models.network.LatentGenerator;
import org.albumen.models.network.ProGan;
import org.albumen.models.network.StyleSpace;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.network.stylegan.StyleGan2;
import org.albumen.models.network.stylegan.StyleGan2Options;
import org.albumen.models.network.stylegan.StyleGan3;
import org.albumen.models.network.stylegan.StyleGan3Options;
import org.albumen.models.network.stylegan2.StyleGan2Rosinality;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.TinyWeights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageGeneratorTest {
  private static final List<String> ALL =
      List.of(
          "stylegan2-nvidia/tiny-sg2-nv-a",
          "stylegan2-nvidia/tiny-sg2-nv-cond-resnet",
          "stylegan2-rosinality/tiny-sg2-rosinality-a",
          "stylegan3/tiny-sg3-t-a",
          "dcgan/tiny-dcgan-g-a",
          "dcgan/tiny-dcgan-d2l-g-a");

  @TempDir private Path folder;
  private final List<TensorProgram> programs = new ArrayList<>();
  private final TorchEngine engine = TorchEngine.create(2);

  @AfterEach
  void close() {
    programs.forEach(TensorProgram::close);
    engine.close();
  }

  @Test
  void everyGeneratorDrawsASeedOfItsSize() throws Exception {
    for (String name : ALL) {
      // Given
      LatentGenerator network = network(name);
      ImageGenerator generator = generator(name, settings(network, Noise.STORED));

      // When
      Photograph image = generator.ofSeed(5, 1);

      // Then
      assertThat(image.width()).as(name).isEqualTo(network.size()).isEqualTo(image.height());
      assertThat(image.rgb()).as(name).isEqualTo(generator.ofSeed(5, 1).rgb());
      assertThat(image.rgb()).as(name).isNotEqualTo(generator.ofSeed(6, 1).rgb());
    }
  }

  @Test
  void imagesDoNotDependOnTheNumberOfThreads() throws Exception {
    // Given
    ImageGenerator generator =
        generator("stylegan2-nvidia/tiny-sg2-nv-a", new GeneratorSettings(null, Noise.RANDOM));
    List<Photograph> together = new ArrayList<>();

    // When
    SideBySide.draw(engine, 24, i -> generator.ofSeed(i, 0.7), together::add);

    // Then
    for (int i = 0; i < 24; i++) {
      assertThat(together.get(i).rgb()).isEqualTo(generator.ofSeed(i, 0.7).rgb());
    }
  }

  @Test
  void walksBeginAndEndWithTheStillImages() throws Exception {
    for (String name : ALL) {
      // Given
      ImageGenerator generator = generator(name, settings(network(name), Noise.STORED));
      double psi = generator.hasStyles() ? 0.7 : 1;

      // When
      Walk walk = new Walk(generator, 3, 9, psi);

      // Then
      for (Way way : generator.hasStyles() ? Way.values() : new Way[] {Way.slerp, Way.z}) {
        String what = name + " " + way;
        assertThat(walk.at(way, 0).rgb()).as(what).isEqualTo(generator.ofSeed(3, psi).rgb());
        assertThat(walk.at(way, 1).rgb()).as(what).isEqualTo(generator.ofSeed(9, psi).rgb());
        assertThat(walk.at(way, 0.5).rgb()).as(what).isNotEqualTo(walk.at(way, 0).rgb());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stylegan2-nvidia/tiny-sg2-nv-a", "stylegan2-rosinality/tiny-sg2-rosinality-a"})
  void noiseIsTheCheckpointsOrNoneOrTheSeeds(String name) throws Exception {
    // Given
    LatentGenerator network = network(name);
    ImageGenerator stored = generator(name, new GeneratorSettings(null, Noise.STORED));
    ImageGenerator none = generator(name, new GeneratorSettings(null, Noise.NONE));
    ImageGenerator random = generator(name, new GeneratorSettings(null, Noise.RANDOM));
    float[] ws = stored.styles(stored.latent(1), 1);

    // When, then: noise given is noise used, layer by layer.
    assertThat(random.ofSeed(1, 1).rgb())
        .isEqualTo(random.ofSeed(1, 1).rgb())
        .isNotEqualTo(stored.ofSeed(1, 1).rgb())
        .isNotEqualTo(none.ofSeed(1, 1).rgb())
        .isNotEqualTo(random.ofStyles(ws, random.noise(2)).rgb());
    assertThat(none.ofSeed(1, 1).rgb()).isNotEqualTo(stored.ofSeed(1, 1).rgb());
    assertThat(stored.ofStyles(ws, constants(name, network)).rgb())
        .isEqualTo(stored.ofSeed(1, 1).rgb());
    assertThat(random.noise(1))
        .hasSize(network.styleSpace().map(StyleSpace::noise).orElse(0))
        .startsWith(Latents.noiseOfSeed(1, network.latent(), 5));
  }

  @Test
  void theLabelChangesTheImage() throws Exception {
    // Given
    String name = "stylegan2-nvidia/tiny-sg2-nv-cond-resnet";

    // When
    ImageGenerator first = generator(name, new GeneratorSettings(0, Noise.STORED));
    ImageGenerator last = generator(name, new GeneratorSettings(4, Noise.STORED));

    // Then
    assertThat(first.ofSeed(1, 1).rgb()).isNotEqualTo(last.ofSeed(1, 1).rgb());
    assertThat(first.ofSeed(1, 0).rgb()).isEqualTo(last.ofSeed(2, 0).rgb());
  }

  @Test
  void theMeanBesideTheWeightsIsTheMean() throws Exception {
    // Given
    String name = "stylegan2-rosinality/tiny-sg2-rosinality-a";
    OracleCase oracle = oracle(name);
    float[] mean = oracle.array("in.latent_avg").values();
    ImageGenerator generator =
        ImageGenerator.of(network(name), program(name), GeneratorSettings.PLAIN, mean);

    // When
    float[] ws = generator.styles(generator.latent(7), 0);

    // Then
    assertThat(ws).hasSize(10 * mean.length);
    assertThat(Arrays.copyOfRange(ws, 3 * mean.length, 4 * mean.length)).containsExactly(mean);
    assertThatThrownBy(
            () ->
                ImageGenerator.of(
                    network(name), program(name), GeneratorSettings.PLAIN, new float[3]))
        .hasMessage("has styles of 32 numbers, but its file a mean of 3");
  }

  @Test
  void withoutOneTheMeanIsThatOfSeededLatents() throws Exception {
    // Given
    String name = "stylegan2-rosinality/tiny-sg2-rosinality-a";
    ImageGenerator generator = generator(name, GeneratorSettings.PLAIN);
    TensorProgram program = program(name);
    float[] latents = Latents.ofSeed(123, 4096 * 32);
    Values all = new Values(List.of(4096L, 32L), latents);
    float[] styles = program.call("mapping", List.of(all)).get(0).numbers();

    // When
    float[] ws = generator.styles(generator.latent(7), 0);

    // Then
    for (int i = 0; i < 32; i++) {
      double sum = 0;
      for (int sample = 0; sample < 4096; sample++) {
        sum += styles[sample * 32 + i];
      }
      assertThat((double) ws[i]).isCloseTo(sum / 4096, within(1e-5));
    }
    assertThat(generator(name, GeneratorSettings.PLAIN).styles(generator.latent(8), 0))
        .containsExactly(ws);
  }

  @Test
  void refusesWhatTheNetworkCannotDo() throws Exception {
    TensorNetwork judge = new Dcgan.Discriminator(8, 3);
    assertRefused(judge, GeneratorSettings.PLAIN, "makes no images from latents: it takes x");
    LatentGenerator dcgan = new Dcgan.Generator(100, 64, 3);
    assertRefused(dcgan, new GeneratorSettings(1, Noise.STORED), "knows no classes");
    assertRefused(dcgan, new GeneratorSettings(null, Noise.NONE), "takes no noise");
    LatentGenerator classes = network("stylegan2-nvidia/tiny-sg2-nv-cond-resnet");
    for (Integer label : new Integer[] {null, -1, 5}) {
      assertRefused(
          classes, new GeneratorSettings(label, Noise.STORED), "needs a class from 0 to 4");
    }
    assertThat(ProGan.published().styleSpace()).isEmpty();
  }

  private void assertRefused(TensorNetwork network, GeneratorSettings settings, String reason)
      throws Exception {
    TensorProgram any = program("dcgan/tiny-dcgan-g-a");
    assertThatThrownBy(() -> ImageGenerator.of(network, any, settings, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  /** The checkpoint's own noise, layer after layer. */
  private float[] constants(String name, LatentGenerator network) throws Exception {
    boolean nvidia = name.contains("nvidia");
    List<String> keys = new ArrayList<>();
    for (int side = 4; side <= network.size(); side *= 2) {
      String block = "synthesis.b" + side + ".conv";
      if (side > 4) {
        keys.add(nvidia ? block + "0.noise_const" : "noises.noise_" + keys.size());
      }
      keys.add(nvidia ? block + "1.noise_const" : "noises.noise_" + keys.size());
    }
    TinyWeights weights = TinyWeights.of(topic(name), oracle(name));
    float[] all = new float[network.styleSpace().map(StyleSpace::noise).orElse(0)];
    int at = 0;
    for (String key : keys) {
      float[] noise = weights.floats(key);
      System.arraycopy(noise, 0, all, at, noise.length);
      at += noise.length;
    }
    assertThat(at).isEqualTo(all.length);
    return all;
  }

  private static GeneratorSettings settings(LatentGenerator network, Noise noise) {
    return new GeneratorSettings(network.classes() == 0 ? null : 1, noise);
  }

  private ImageGenerator generator(String name, GeneratorSettings settings) throws Exception {
    return ImageGenerator.of(network(name), program(name), settings, null);
  }

  private TensorProgram program(String name) throws Exception {
    Path archive = folder.resolve(name.replace('/', '-') + ".pt");
    if (!archive.toFile().exists()) {
      oracle(name).write(archive, network(name).module());
    }
    TensorProgram program = engine.program(archive);
    programs.add(program);
    return program;
  }

  private static String topic(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  private static OracleCase oracle(String name) throws Exception {
    return OracleCase.of(topic(name), name.substring(name.indexOf('/') + 1));
  }

  private static LatentGenerator network(String name) throws Exception {
    JsonNode config = oracle(name).config();
    return switch (topic(name)) {
      case "stylegan2-nvidia" -> new StyleGan2(StyleGan2Options.of(config));
      case "stylegan3" -> new StyleGan3(StyleGan3Options.of(config));
      case "stylegan2-rosinality" -> StyleGan2Rosinality.of(config);
      default -> name.contains("d2l") ? Dcgan.BookGenerator.of(config) : Dcgan.Generator.of(config);
    };
  }
}
