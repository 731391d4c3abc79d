package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.deadletter.Origin;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.Consistency;
import org.albumen.common.recipe.Faces;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.SeedList;
import org.albumen.dispatcher.access.Caller;
import org.albumen.dispatcher.api.problem.Problem;
import org.albumen.dispatcher.frontdoor.IslandoraDoor;
import org.albumen.dispatcher.submission.DryRun;
import org.albumen.dispatcher.submission.SubmissionRequest;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.LetterView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiTest {
  private static final Set<String> TELL_THEIR_KIND = Set.of("kind", "happened");

  static Stream<Class<?>> records() {
    return Stream.of(
        BatchView.class,
        JobView.class,
        JobView.Happening.class,
        SubmissionRequest.class,
        SubmissionRequest.TargetRequest.class,
        Filter.class,
        Sample.class,
        Prefix.class,
        Manifest.class,
        Objects.class,
        SeedList.class,
        ObjectSource.class,
        ObjectRef.class,
        SeedSource.class,
        Target.class,
        ResultImage.class,
        FaceFinding.class,
        FaceFinding.Landmark.class,
        Agreement.class,
        Timings.class,
        Problem.class,
        DryRun.class,
        RowRejected.class,
        LaneBacklog.class,
        Caller.class,
        IslandoraDoor.Pending.class,
        Resolution.class,
        Origin.class,
        RestoreRecipe.class,
        GenerateRecipe.class,
        Faces.class,
        Consistency.class,
        Answers.RetryRequest.class,
        Answers.LettersRequest.class,
        Answers.Resolved.class,
        Answers.Dropped.class,
        Answers.ReviewRequest.class,
        Answers.Report.class,
        Answers.JobDetail.class,
        Answers.JobLinks.class,
        LetterView.class,
        Attempt.class,
        Answers.RecipeView.class,
        Answers.ModelView.class,
        Answers.BacklogView.class,
        Answers.Health.class);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyComponentIsDescribedAndNothingElse(Class<?> type) {
    // Given
    JsonNode schema = OpenApi.DOCUMENT.at("/components/schemas/" + type.getSimpleName());
    assertThat(schema.isMissingNode()).as(type.getSimpleName()).isFalse();

    // When
    Set<String> properties = new TreeSet<>();
    schema.get("properties").fieldNames().forEachRemaining(properties::add);
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    properties.removeAll(TELL_THEIR_KIND);
    required.removeAll(TELL_THEIR_KIND);

    // Then
    Set<String> components = new TreeSet<>();
    Set<String> needed = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.add(component.getName());
      boolean mayBeLeftOut =
          component.getAnnotatedType().isAnnotationPresent(Nullable.class)
              || (type == Prefix.class && component.getName().equals("prefix"));
      if (!mayBeLeftOut) {
        needed.add(component.getName());
      }
    }
    assertThat(properties).isEqualTo(components);
    assertThat(required).isEqualTo(needed);
    for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
      assertThat(property.getValue().path("description").asText())
          .as(property.getKey())
          .isNotBlank();
    }
  }

  @Test
  void everyFailureCodeAndStateIsListed() {
    assertThat(listed("FailureCode")).isEqualTo(names(FailureCode.values()));
    assertThat(listed("BatchState")).isEqualTo(words(BatchState.values()));
    assertThat(listed("JobState")).isEqualTo(words(JobState.values()));
  }

  @Test
  void everyExampleIsValid() throws Exception {
    for (Map.Entry<String, JsonNode> schema :
        OpenApi.DOCUMENT.at("/components/schemas").properties()) {
      for (JsonNode example : schema.getValue().path("examples")) {
        OpenApi.requireValid(schema.getKey(), OpenApi.MAPPER.writeValueAsBytes(example));
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : OpenApi.DOCUMENT.findValues("$ref")) {
      assertThat(OpenApi.DOCUMENT.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  private static Set<String> listed(String schema) {
    Set<String> values = new TreeSet<>();
    OpenApi.DOCUMENT
        .at("/components/schemas/" + schema + "/enum")
        .forEach(value -> values.add(value.asText()));
    return values;
  }

  private static Set<String> names(Enum<?>[] values) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(values).forEach(value -> names.add(value.name()));
    return names;
  }

  private static Set<String> words(Enum<?>[] values) {
    Set<String> words = new TreeSet<>();
    Arrays.stream(values).forEach(value -> words.add(value.name().toLowerCase(Locale.ROOT)));
    return words;
  }
}
