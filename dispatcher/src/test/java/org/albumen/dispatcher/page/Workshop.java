package org.albumen.dispatcher.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.SourceRef;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does what workers do, one job at a time, when a test says so. */
final class Workshop {
  private static final String POOL = "photo";
  private static final String WORKER = "reading-room-2";
  private static final String DIGEST = "3f".repeat(32);
  private static final long PATIENCE_MILLIS = 60_000;
  private static final long PAUSE_MILLIS = 200;

  private final Services services;
  private final Path folder;
  private long buried;

  /**
   * @param folder whose folders are the store's buckets
   */
  Workshop(Services services, Path folder) {
    this.services = services;
    this.folder = folder;
  }

  /** Puts a photograph into the bucket {@code archive}. */
  void photograph(String key) throws IOException {
    write("archive", key, Pictures.of(new ObjectRef("archive", key)).before(Optional.empty()));
  }

  /** A batch's jobs, in the order of their sources, once there are so many in their topic. */
  List<Job> jobs(String batchId, int count) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (true) {
      List<Job> jobs = published(batchId);
      if (jobs.size() >= count || System.currentTimeMillis() > end) {
        assertThat(jobs).hasSize(count);
        return jobs;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  void finish(Job job) throws Exception {
    finish(job, false);
  }

  void finishForReview(Job job) throws Exception {
    finish(job, true);
  }

  void bury(Job job, FailureCode code) throws Exception {
    services.send(Letters.buried(POOL, job, code, buried++));
    services.announce(
        Instant.now(),
        new JobFailed(
            job.id(),
            job.batchId(),
            job.source().ref(),
            job.recipe(),
            code,
            code.meaning(),
            1,
            WORKER));
  }

  void passOver(Job job) throws Exception {
    services.announce(Instant.now(), new JobCancelled(job.id(), job.batchId(), job.source().ref()));
  }

  private void finish(Job job, boolean review) throws Exception {
    SourceRef source = job.source().ref();
    Pictures picture = Pictures.of(source);
    List<FaceFinding> faces = picture.faces();
    String stem = job.target().prefix() + source.name().replaceFirst("\\.[^.]*$", "") + ".8c1f09d2";
    write("results", stem + ".png", picture.after(Optional.empty()));
    write("results", stem + ".json", Json.write(InventedAnswers.sidecar(source, faces, review)));
    services.announce(
        Instant.now(),
        new JobSucceeded(
            job.id(),
            job.batchId(),
            source,
            job.recipe(),
            DIGEST,
            new ResultImage(
                job.target().bucket(),
                stem + ".png",
                "image/png",
                DIGEST,
                4_180_000,
                picture.width() * 2,
                picture.height() * 2),
            new ObjectRef(job.target().bucket(), stem + ".json"),
            PhotoOutcome.of(review, faces),
            faces,
            List.of(),
            new Timings(40, 110, 1900, 210, 60),
            false,
            1,
            WORKER));
  }

  private List<Job> published(String batchId) throws Exception {
    return services.contents(Topics.jobs(POOL)).stream()
        .map(Workshop::read)
        .filter(job -> job.batchId().equals(batchId))
        .sorted(Comparator.comparing(job -> job.source().ref().name()))
        .toList();
  }

  private static Job read(ConsumerRecord<byte[], byte[]> message) {
    try {
      return CloudEventCodec.readJob(message);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void write(String bucket, String key, byte[] content) throws IOException {
    Path file = folder.resolve(bucket).resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
