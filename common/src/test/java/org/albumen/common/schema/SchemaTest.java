package org.albumen.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.batch.BatchCompleted;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.codec.Examples;
import org.albumen.common.codec.Json;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.deadletter.Origin;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.Consistency;
import org.albumen.common.recipe.Faces;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.Recipes;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Alteration;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemas(Map.of("urn:albumen:schema:recipe:v1", text("recipe.v1.json"))));

  /** Components that are never null, and have a value where a submission leaves them out. */
  private static final Set<String> HAVE_DEFAULTS = Set.of("filter", "sample", "prefix");

  /** A record and the place of its schema. */
  private record Described(Class<?> type, String file, String pointer) {}

  /** A message, how it is read, and the schema it is written by. */
  private record Message(Object value, String file) {
    boolean isReadable(JsonNode json) {
      try {
        byte[] bytes = MAPPER.writeValueAsBytes(json);
        return switch (file) {
          case "job.v1.json" -> Json.readLenient(bytes, Job.class) != null;
          case "event.v1.json" -> Json.readLenient(bytes, JobEvent.class) != null;
          case "resolution.v1.json" -> Json.readLenient(bytes, Resolution.class) != null;
          case "submission.v1.json" -> Json.readLenient(bytes, SubmissionPage.class) != null;
          case "batch.v1.json" -> Json.readLenient(bytes, BatchEvent.class) != null;
          case "control.v1.json" ->
              Json.readLenient(bytes, CancelBatch.class) != null
                  && Json.readLenient(bytes, ForgetBatch.class) != null;
          case "sidecar.v1.json" -> Json.readLenient(bytes, Sidecar.class) != null;
          default -> Json.read(bytes, Recipe.class) != null;
        };
      } catch (IOException e) {
        return false;
      }
    }
  }

  static List<Described> records() {
    return List.of(
        new Described(Job.class, "job.v1.json", ""),
        new Described(ObjectSource.class, "job.v1.json", "/$defs/object"),
        new Described(SeedSource.class, "job.v1.json", "/$defs/seed"),
        new Described(Target.class, "job.v1.json", "/$defs/target"),
        new Described(RestoreRecipe.class, "recipe.v1.json", "/$defs/restore"),
        new Described(GenerateRecipe.class, "recipe.v1.json", "/$defs/generate"),
        new Described(Faces.class, "recipe.v1.json", "/$defs/faces"),
        new Described(Consistency.class, "recipe.v1.json", "/$defs/consistency"),
        new Described(JobAccepted.class, "event.v1.json", "/$defs/accepted"),
        new Described(JobSucceeded.class, "event.v1.json", "/$defs/succeeded"),
        new Described(JobFailed.class, "event.v1.json", "/$defs/failed"),
        new Described(JobCancelled.class, "event.v1.json", "/$defs/cancelled"),
        new Described(JobReplayed.class, "event.v1.json", "/$defs/replayed"),
        new Described(JobReviewed.class, "event.v1.json", "/$defs/reviewed"),
        new Described(SubmissionPage.class, "submission.v1.json", ""),
        new Described(Submission.class, "submission.v1.json", "/$defs/submission"),
        new Described(Prefix.class, "submission.v1.json", "/$defs/prefix"),
        new Described(Manifest.class, "submission.v1.json", "/$defs/manifest"),
        new Described(Objects.class, "submission.v1.json", "/$defs/objects"),
        new Described(SeedList.class, "submission.v1.json", "/$defs/seeds"),
        new Described(ObjectSource.class, "submission.v1.json", "/$defs/object"),
        new Described(Filter.class, "submission.v1.json", "/$defs/filter"),
        new Described(Sample.class, "submission.v1.json", "/$defs/sample"),
        new Described(Target.class, "submission.v1.json", "/$defs/target"),
        new Described(Cursor.class, "submission.v1.json", "/$defs/cursor"),
        new Described(BatchStarted.class, "batch.v1.json", "/$defs/started"),
        new Described(RowRejected.class, "batch.v1.json", "/$defs/rowRejected"),
        new Described(BatchExpanded.class, "batch.v1.json", "/$defs/expanded"),
        new Described(BatchRejected.class, "batch.v1.json", "/$defs/rejected"),
        new Described(BatchCancelled.class, "batch.v1.json", "/$defs/cancelled"),
        new Described(BatchCompleted.class, "batch.v1.json", "/$defs/completed"),
        new Described(CancelBatch.class, "control.v1.json", ""),
        new Described(ForgetBatch.class, "control.v1.json", ""),
        new Described(Resolution.class, "resolution.v1.json", ""),
        new Described(Origin.class, "resolution.v1.json", "/$defs/origin"),
        new Described(ObjectRef.class, "event.v1.json", "/$defs/object"),
        new Described(SeedSource.class, "event.v1.json", "/$defs/seed"),
        new Described(ResultImage.class, "event.v1.json", "/$defs/result"),
        new Described(FaceFinding.class, "event.v1.json", "/$defs/face"),
        new Described(FaceFinding.Landmark.class, "event.v1.json", "/$defs/landmark"),
        new Described(Agreement.class, "event.v1.json", "/$defs/agreement"),
        new Described(NetworkUse.class, "event.v1.json", "/$defs/network"),
        new Described(Timings.class, "event.v1.json", "/$defs/timings"),
        new Described(Sidecar.class, "sidecar.v1.json", ""),
        new Described(SourceImage.class, "sidecar.v1.json", "/$defs/sourceImage"),
        new Described(SourceImage.Note.class, "sidecar.v1.json", "/$defs/note"),
        new Described(Alteration.class, "sidecar.v1.json", "/$defs/alteration"),
        new Described(Sidecar.Downscaled.class, "sidecar.v1.json", "/$defs/downscaled"),
        new Described(FaceFinding.class, "sidecar.v1.json", "/$defs/face"),
        new Described(ResultImage.class, "sidecar.v1.json", "/$defs/result"));
  }

  static Stream<Message> messages() {
    GenerateRecipe truncated = new GenerateRecipe("g", 1, "n", 0.7, ImageFormat.JPEG, null);
    return Stream.of(
            Stream.of(Examples.job(), Examples.smallestJob(), Examples.seedJob())
                .map(j -> new Message(j, "job.v1.json")),
            Examples.events().stream().map(e -> new Message(e, "event.v1.json")),
            Stream.of(new Message(Examples.resolution(), "resolution.v1.json")),
            Examples.pages().stream().map(p -> new Message(p, "submission.v1.json")),
            Examples.batchEvents().stream().map(e -> new Message(e, "batch.v1.json")),
            Stream.of(Examples.cancelBatch(), Examples.forgetBatch())
                .map(o -> new Message(o, "control.v1.json")),
            Examples.sidecars().stream().map(s -> new Message(s, "sidecar.v1.json")),
            RecipeBook.builtIn().all().stream().map(r -> new Message(r, "recipe.v1.json")),
            Stream.of(Recipes.full(), truncated).map(r -> new Message(r, "recipe.v1.json")))
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyComponentIsDescribedAndNothingElse(Described described) throws Exception {
    // Given
    JsonNode schema = file(described.file()).at(described.pointer());

    // When
    Set<String> properties = names(schema.get("properties"));

    // Then
    Set<String> components = new TreeSet<>();
    Set<String> required = new TreeSet<>();
    for (RecordComponent component : described.type().getRecordComponents()) {
      components.add(component.getName());
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && !HAVE_DEFAULTS.contains(component.getName())) {
        required.add(component.getName());
      }
    }
    if (JobEvent.class.isAssignableFrom(described.type())) {
      components.add("outcome");
      required.add("outcome");
    }
    if (BatchEvent.class.isAssignableFrom(described.type())) {
      components.add("happened");
      required.add("happened");
    }
    if (Selection.class.isAssignableFrom(described.type())) {
      components.add("kind");
      required.add("kind");
    }
    if (described.type() == Target.class) {
      required.add("prefix");
    }
    if (Recipe.class.isAssignableFrom(described.type())) {
      components.add("kind");
    }
    if (described.type() == GenerateRecipe.class) {
      required.add("kind");
    }
    assertThat(properties).isEqualTo(components);
    assertThat(texts(schema.path("required"))).isEqualTo(required);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsValidAndReadable(Message message) throws Exception {
    // Given
    JsonNode json = MAPPER.readTree(Json.write(message.value()));

    // When
    List<com.networknt.schema.Error> errors = schema(message.file()).validate(json);

    // Then
    assertThat(errors).isEmpty();
    assertThat(message.isReadable(json)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void schemaAndCodeAgreeOnEveryFieldThatIsLeftOut(Message message) throws Exception {
    // Given
    Schema schema = schema(message.file());
    JsonNode whole = MAPPER.readTree(Json.write(message.value()));

    for (String pointer : pointers(whole, "")) {
      // When
      JsonNode json = whole.deepCopy();
      parent(json, pointer).remove(lastOf(pointer));

      // Then
      assertThat(message.isReadable(json))
          .as("without %s", pointer)
          .isEqualTo(schema.validate(json).isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void schemaAndCodeAgreeOnEveryFieldOfAnotherKind(Message message) throws Exception {
    // Given
    Schema schema = schema(message.file());
    JsonNode whole = MAPPER.readTree(Json.write(message.value()));

    for (String pointer : pointers(whole, "")) {
      for (String other : List.of("{}", "[[]]", "true", "\" \"")) {
        // When
        JsonNode json = whole.deepCopy();
        parent(json, pointer).set(lastOf(pointer), MAPPER.readTree(other));

        // Then
        assertThat(message.isReadable(json))
            .as("%s at %s", other, pointer)
            .isEqualTo(
                isValid(schema, json) || isTextThatOnlyTheSchemaJudges(message, json, pointer));
      }
    }
  }

  /**
   * Events and sidecars are read as other versions write them: what their texts say is left to the
   * reader.
   */
  private static boolean isTextThatOnlyTheSchemaJudges(
      Message message, JsonNode json, String pointer) {
    return (message.value() instanceof JobEvent
            || message.value() instanceof BatchEvent
            || message.value() instanceof Sidecar)
        && json.at(pointer).isTextual()
        && (pointer.toLowerCase(Locale.ROOT).endsWith("sha256")
            || pointer.equals("/fingerprint")
            || pointer.equals("/code")
            || pointer.equals("/photograph")
            || pointer.matches("/faces/\\d+/(outcome|code)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'seed': -1}",
        "{'seed': 4294967296}",
        "{'seed': 1.5}",
        "{'seed': 7, 'bucket': 'in'}",
        "{'seed': 7, 'bucket': 'in', 'key': 'a.jpg'}",
        "{}",
      })
  void aSourceThatIsNeitherAnObjectNorASeedIsRefusedByBoth(String source) throws Exception {
    // Given
    JsonNode json = MAPPER.readTree(Json.write(Examples.seedJob()));

    // When
    ((ObjectNode) json).set("source", MAPPER.readTree(source.replace('\'', '"')));

    // Then
    assertThat(new Message(Examples.seedJob(), "job.v1.json").isReadable(json)).isFalse();
    assertThat(isValid(schema("job.v1.json"), json)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "photo@1, restore, true",
    "photo@1, generate, false",
    "photo@1, resotre, false",
    "faces-progan@1, restore, false",
    "faces-progan@1, generate, true"
  })
  void aRecipeMaySayItsKindAndNoOther(String reference, String kind, boolean fits)
      throws Exception {
    // Given
    Recipe recipe = RecipeBook.builtIn().find(reference);
    JsonNode json = MAPPER.readTree(Json.write(recipe));

    // When
    ((ObjectNode) json).put("kind", kind);

    // Then
    assertThat(new Message(recipe, "recipe.v1.json").isReadable(json)).isEqualTo(fits);
    assertThat(isValid(schema("recipe.v1.json"), json)).isEqualTo(fits);
  }

  @Test
  void everyFailureCodeIsListed() throws Exception {
    List<String> codes = Arrays.stream(FailureCode.values()).map(Enum::name).toList();
    assertThat(texts(file("event.v1.json").at("/$defs/failed/properties/code/enum")))
        .containsExactlyInAnyOrderElementsOf(codes);
    assertThat(texts(file("batch.v1.json").at("/$defs/code/enum")))
        .containsExactlyInAnyOrderElementsOf(codes);
  }

  static JsonNode file(String name) throws IOException {
    try (InputStream in = SchemaTest.class.getResourceAsStream("/schema/" + name)) {
      assertThat(in).as(name).isNotNull();
      return MAPPER.readTree(in);
    }
  }

  private static String text(String name) {
    try {
      return file(name).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isValid(Schema schema, JsonNode json) {
    return schema
        .validate(json, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
        .isEmpty();
  }

  private static Schema schema(String name) throws IOException {
    return REGISTRY.getSchema(file(name));
  }

  /** The place of every field, however deep. */
  private static List<String> pointers(JsonNode node, String at) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String pointer = at + "/" + field.getKey();
      found.add(pointer);
      found.addAll(pointers(field.getValue(), pointer));
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        found.addAll(pointers(node.get(i), at + "/" + i));
      }
    }
    return found;
  }

  private static ObjectNode parent(JsonNode json, String pointer) {
    return (ObjectNode) json.at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private static String lastOf(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
