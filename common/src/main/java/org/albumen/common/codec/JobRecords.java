package org.albumen.common.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Source;
import org.albumen.common.job.SourceRef;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The records of many jobs that differ in their sources alone: byte for byte what {@link
 * CloudEventCodec} writes, several times as fast, since what they have in common is written once.
 * Immutable.
 */
public final class JobRecords {
  private static final String ID = "ce_id";
  private static final String SUBJECT = "ce_subject";

  /** An object's name, with holes for bucket and key. */
  private static final Template OBJECT =
      Template.of(Json.write(new ObjectRef("<", ">")), "<".getBytes(UTF_8), ">".getBytes(UTF_8));

  private final String topic;
  private final Template job;
  private final Template accepted;
  private final Template acceptedWithSize;
  private final List<Header> jobHeaders;
  private final List<Header> acceptedHeaders;

  /**
   * @param topic where the jobs go
   * @param sample one of the jobs, which stands for all others in batch, recipe, target and times
   * @param now when they were accepted
   */
  public JobRecords(String topic, Job sample, Instant now) {
    this.topic = topic;
    byte[] id = sample.id().getBytes(UTF_8);
    byte[] ref = Json.write(sample.source().ref());
    JobAccepted event =
        new JobAccepted(
            sample.id(), sample.batchId(), sample.source().ref(), sample.recipe(), null);
    JobAccepted sized =
        new JobAccepted(event.jobId(), event.batchId(), event.source(), event.recipe(), 0L);
    this.job = Template.of(Json.write(sample), id, Json.write(sample.source()));
    this.accepted = Template.of(Json.write(event), id, ref);
    this.acceptedWithSize = Template.of(Json.write(sized), id, ref, size(0));
    this.jobHeaders = common(CloudEventCodec.job(topic, sample, null));
    this.acceptedHeaders = common(CloudEventCodec.event(Topics.EVENTS, event, now, null));
  }

  /**
   * Gives the job, as {@link CloudEventCodec#job}, and that it was accepted, as {@link
   * CloudEventCodec#event} of {@link JobAccepted#of}; both without a trace.
   */
  public void send(Job of, Consumer<ProducerRecord<byte[], byte[]>> to) {
    byte[] id = of.id().getBytes(UTF_8);
    Header subject = new RecordHeader(SUBJECT, of.source().ref().name().getBytes(UTF_8));
    byte[] ref = ref(of.source().ref());
    byte[] source = isNameAlone(of.source()) ? ref : Json.write(of.source());
    to.accept(record(topic, id, id, subject, jobHeaders, job.filled(id, source)));

    JobAccepted event = JobAccepted.of(of);
    byte[] value =
        event.size() == null
            ? accepted.filled(id, ref)
            : acceptedWithSize.filled(id, ref, size(event.size()));
    byte[] eventId = event.id().getBytes(UTF_8);
    to.accept(record(Topics.EVENTS, id, eventId, subject, acceptedHeaders, value));
  }

  /** As {@link Json#write} has it. */
  private static byte[] ref(SourceRef ref) {
    if (ref instanceof ObjectRef object) {
      JsonStringEncoder text = JsonStringEncoder.getInstance();
      return OBJECT.filled(text.quoteAsUTF8(object.bucket()), text.quoteAsUTF8(object.key()));
    }
    return Json.write(ref);
  }

  /** Whether no more is known of it than its name: then it is written as its name is. */
  private static boolean isNameAlone(Source source) {
    return source instanceof ObjectSource object
        && object.equals(ObjectSource.of(object.bucket(), object.key()));
  }

  /** With its name, which no text can hold: its quotation marks would be escaped. */
  private static byte[] size(long bytes) {
    return ("\"size\":" + bytes).getBytes(UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String to, byte[] key, byte[] eventId, Header subject, List<Header> common, byte[] value) {
    RecordHeaders headers = new RecordHeaders(common);
    headers.add(new RecordHeader(ID, eventId));
    headers.add(subject);
    return new ProducerRecord<>(to, null, key, value, headers);
  }

  /** The headers that all have. */
  private static List<Header> common(ProducerRecord<byte[], byte[]> sample) {
    List<Header> common = new ArrayList<>();
    for (Header header : sample.headers()) {
      if (!header.key().equals(ID) && !header.key().equals(SUBJECT)) {
        common.add(new RecordHeader(header.key(), header.value()));
      }
    }
    return List.copyOf(common);
  }
}
