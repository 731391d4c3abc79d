package org.albumen.dispatcher.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.LetterView;
import org.albumen.dispatcher.view.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A dispatcher's HTTP API. What it answers with a failure's code is thrown with that code; {@code
 * DISPATCHER_UNAVAILABLE} when nobody answers, {@code BAD_CONFIGURATION} when somebody else does.
 * Texts in answers are not safe for terminals as they are. Safe for use by several threads.
 */
public final class ApiClient {
  /** A dry run looks at the store. */
  private static final Duration DRY_RUN = Duration.ofMinutes(2);

  /** Deciding about letters reads all of them, and there may be many. */
  private static final Duration RESOLVE = Duration.ofMinutes(10);

  private final Address address;
  private final HttpTransport http;
  private final Transport transport;

  public ApiClient(AlbumenConfig.Api settings) {
    this(settings, time -> Thread.sleep(time.toMillis()));
  }

  ApiClient(AlbumenConfig.Api settings, PatientTransport.Pause pause) {
    this.address = new Address(settings);
    this.http = new HttpTransport(address);
    this.transport = new PatientTransport(http, address, pause);
  }

  /**
   * Submits a batch.
   *
   * @param key the same for the same submission: sent twice with it, it is one batch
   */
  public BatchView submit(NewBatch batch, String key) throws AlbumenException {
    return ask(Call.post("/batches", batch).withKey(key), BatchView.class);
  }

  /** Counts what a batch would come to. */
  public Forecast dryRun(NewBatch batch) throws AlbumenException {
    return ask(Call.post("/batches?dryRun=true", batch).within(DRY_RUN), Forecast.class);
  }

  /** A batch; {@code BATCH_NOT_FOUND}. */
  public BatchView batch(String batchId) throws AlbumenException {
    return ask(Call.get(Call.path("batches", batchId)), BatchView.class);
  }

  /** Batches, the latest first. */
  public Slice<BatchView> batches(@Nullable String after, int limit) throws AlbumenException {
    String query = Call.query(part(after, limit));
    return ask(Call.get("/batches" + query), BatchSlice.class).slice();
  }

  /** Jobs of a batch. */
  public Slice<JobView> jobs(String batchId, JobQuery query, @Nullable String after, int limit)
      throws AlbumenException {
    Map<String, @Nullable Object> parameters = part(after, limit);
    parameters.put("state", word(query.state()));
    parameters.put("code", query.code());
    parameters.put("review", query.toReview() ? "true" : null);
    String path = Call.path("batches", batchId, "jobs") + Call.query(parameters);
    return ask(Call.get(path), JobSlice.class).slice();
  }

  /** Cancels a batch; {@code BATCH_ENDED}. */
  public BatchView cancel(String batchId) throws AlbumenException {
    return ask(Call.post(Call.path("batches", batchId, "cancel"), Map.of()), BatchView.class);
  }

  /**
   * Replays the dead letters of a batch.
   *
   * @param codes those that failed with one of these; all when empty
   */
  public Resolved retry(String batchId, Collection<FailureCode> codes) throws AlbumenException {
    Object body = codes.isEmpty() ? Map.of() : Map.of("codes", List.copyOf(codes));
    return resolve(Call.path("batches", batchId, "retry"), body);
  }

  /** Dead letters, the oldest first. */
  public Slice<LetterView> letters(
      @Nullable String batchId, @Nullable FailureCode code, @Nullable String after, int limit)
      throws AlbumenException {
    Map<String, @Nullable Object> parameters = part(after, limit);
    parameters.put("batch", batchId);
    parameters.put("code", code);
    return ask(Call.get("/dead-letters" + Call.query(parameters)), LetterSlice.class).slice();
  }

  /** Publishes the jobs of letters again. */
  public Resolved replay(LetterChoice letters) throws AlbumenException {
    return resolve("/dead-letters/replay", letters);
  }

  /** Decides that nothing more will be done about letters. */
  public Resolved drop(LetterChoice letters) throws AlbumenException {
    return resolve("/dead-letters/drop", letters);
  }

  /** A batch's events; a failure that is answered in their place is thrown. */
  EventStream events(String batchId, Duration limit)
      throws AlbumenException, IOException, InterruptedException {
    EventStream events = http.open(Call.path("batches", batchId, "events"), limit);
    if (events.isOpen()) {
      return events;
    }
    try (events) {
      Answer answer = events.whole(limit);
      throw answer.isFine() ? address.stranger("no stream of events") : Problem.of(answer, address);
    }
  }

  /** The API was there and no longer is. */
  AlbumenException lost(String why) {
    return address.unavailable(why);
  }

  private Resolved resolve(String path, Object letters) throws AlbumenException {
    return ask(Call.post(path, letters).within(RESOLVE), Resolved.class);
  }

  private <T> T ask(Call call, Class<T> type) throws AlbumenException {
    try {
      Answer answer = transport.send(call);
      if (!answer.isFine()) {
        throw Problem.of(answer, address);
      }
      return Json.readLenient(answer.body(), type);
    } catch (LostAnswerException e) {
      String doubt = call.key() == null ? "" : " (the batch may be there: see albumen status)";
      throw address.unavailable(e.getMessage() + doubt);
    } catch (IOException e) {
      throw address.stranger("its answer to " + call.path() + ": " + Json.problem(e));
    }
  }

  private static Map<String, @Nullable Object> part(@Nullable String after, int limit) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("after", after);
    parameters.put("limit", limit);
    return parameters;
  }

  private static @Nullable String word(@Nullable JobState state) {
    return state == null ? null : state.name().toLowerCase(Locale.ROOT);
  }

  private record BatchSlice(List<BatchView> items, @Nullable String next) {
    Slice<BatchView> slice() {
      return new Slice<>(items, next);
    }
  }

  private record JobSlice(List<JobView> items, @Nullable String next) {
    Slice<JobView> slice() {
      return new Slice<>(items, next);
    }
  }

  private record LetterSlice(List<LetterView> items, @Nullable String next) {
    Slice<LetterView> slice() {
      return new Slice<>(items, next);
    }
  }
}
