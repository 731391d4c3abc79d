package org.albumen.common.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
  private final String batchId;
  private final Template job;
  private final Template accepted;
  private final Template acceptedWithSize;
  private final Template acceptedId;
  private final List<Header> jobHeaders;
  private final List<Header> acceptedHeaders;

  /**
   * @param topic where the jobs go
   * @param sample one of the jobs, which stands for all others in batch, recipe, target and times
   * @param now when they were accepted
   */
  public JobRecords(String topic, Job sample, Instant now) {
    this.topic = topic;
    this.batchId = sample.batchId();
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
    this.acceptedId = Template.of(event.id().getBytes(UTF_8), id);
    this.jobHeaders = common(CloudEventCodec.job(topic, sample, null));
    this.acceptedHeaders = common(CloudEventCodec.event(Topics.EVENTS, event, now, null));
  }

  /**
   * Gives the job of a source, as {@link CloudEventCodec#job}, and that it was accepted, as {@link
   * CloudEventCodec#event} of {@link JobAccepted#of}; both without a trace.
   */
  public void send(Source source, Consumer<ProducerRecord<byte[], byte[]>> to) {
    byte[] id = Job.idOf(batchId, source).getBytes(UTF_8);
    SourceRef name = source.ref();
    Header subject = new RecordHeader(SUBJECT, name.name().getBytes(UTF_8));
    byte[] ref = ref(name);
    byte[] whole =
        source instanceof ObjectSource object && object.isNameAlone() ? ref : Json.write(source);
    to.accept(record(topic, id, id, subject, jobHeaders, job.filled(id, whole)));

    Long size = source instanceof ObjectSource object ? object.size() : null;
    byte[] value =
        size == null ? accepted.filled(id, ref) : acceptedWithSize.filled(id, ref, size(size));
    to.accept(record(Topics.EVENTS, id, acceptedId.filled(id), subject, acceptedHeaders, value));
  }

  /** As {@link Json#write} has it. */
  private static byte[] ref(SourceRef ref) {
    return ref instanceof ObjectRef object
        ? OBJECT.filled(quoted(object.bucket()), quoted(object.key()))
        : Json.write(ref);
  }

  private static byte[] quoted(String text) {
    return isPlain(text)
        ? text.getBytes(US_ASCII)
        : JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  /** Whether JSON writes it as it is. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** With its name, which no text can hold: its quotation marks would be escaped. */
  private static byte[] size(long bytes) {
    return ("\"size\":" + bytes).getBytes(UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String to, byte[] key, byte[] eventId, Header subject, List<Header> common, byte[] value) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(to, key, value);
    common.forEach(record.headers()::add);
    record.headers().add(new RecordHeader(ID, eventId)).add(subject);
    return record;
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
