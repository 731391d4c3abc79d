package org.albumen.dispatcher.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Source;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Manifest.Format;
import org.albumen.common.submission.Objects;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {
  private final MemoryReader store = new MemoryReader();

  /** What came of a whole submission. */
  private record Read(List<String> names, List<Rejection> rejections, Cursor end) {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void aListingIsTheSameInPagesOfAnySize(int most) throws Exception {
    // Given
    for (int i = 0; i < 10; i++) {
      store.with("1927/%02d.tif".formatted(i), "x".repeat(i + 1));
    }
    store.with("1927/notes.txt", "n").with("1928/a.tif", "a");

    // When
    Read read = readAnew(submission(new Prefix("scans", "1927/", null)), most);

    // Then
    assertThat(read.names)
        .containsExactly(
            "1927/00.tif",
            "1927/01.tif",
            "1927/02.tif",
            "1927/03.tif",
            "1927/04.tif",
            "1927/05.tif",
            "1927/06.tif",
            "1927/07.tif",
            "1927/08.tif",
            "1927/09.tif");
    assertThat(read.end.jobs()).isEqualTo(10);
    assertThat(read.end.bytes()).isEqualTo(55);
    assertThat(read.end.skipped()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void aManifestIsReadOnFromAnyRow(int most) throws Exception {
    // Given
    store.with(
        "list.csv",
        "\uFEFFBucket,Key\r\nscans,a.tif\r\n\r\nscans,\"b, \"\"the second\"\".tif\",v1\nscans,ü.tif");

    // When
    Read read = readAnew(manifest("list.csv", Format.CSV), most);

    // Then
    assertThat(read.names).containsExactly("a.tif", "b, \"the second\".tif", "ü.tif");
    assertThat(read.rejections).isEmpty();
    assertThat(read.end.row()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void malformedRowsAreToldByLineAndDoNotStopTheRest(int most) throws Exception {
    // Given
    store.with(
        "list.csv",
        "scans,a.tif\nscans\nscans,\"open\nscans,b.tif,v,w\nscans,../c.tif\n"
            + "scans,"
            + "k".repeat(20_000)
            + "\nscans,d.tif\n");

    // When
    Read read = readAnew(manifest("list.csv", Format.CSV), most);

    // Then
    assertThat(read.names).containsExactly("a.tif", "d.tif");
    assertThat(read.rejections).extracting(Rejection::line).containsExactly(2L, 3L, 4L, 5L, 6L);
    assertThat(read.rejections)
        .extracting(Rejection::code)
        .containsExactly(
            FailureCode.MALFORMED_ROW,
            FailureCode.MALFORMED_ROW,
            FailureCode.MALFORMED_ROW,
            FailureCode.KEY_NOT_ALLOWED,
            FailureCode.MALFORMED_ROW);
    assertThat(read.end.rejected()).isEqualTo(5);
  }

  @Test
  void aRowThatItsSubmitterMayNotReadIsNoSource() throws Exception {
    // Given
    store.with("list.csv", "north,a.tif\nsouth,b.tif\n");
    Boundary north = Boundary.of(List.of("north"), List.of());
    SubmissionPage page = SubmissionPage.first(manifest("list.csv", Format.CSV));

    // When
    Page read;
    try (PageReader reader = PageReader.open(store, SourceRule.all(north), page)) {
      read = reader.next(10);
    }

    // Then
    assertThat(read.sources()).extracting(source -> source.ref().name()).containsExactly("a.tif");
    assertThat(read.rejections())
        .extracting(Rejection::code)
        .containsExactly(FailureCode.BUCKET_NOT_ALLOWED);
  }

  @Test
  void keysOfBatchOperationsAreDecoded() throws Exception {
    // Given
    store.with("list.csv", "scans,box+1/a%20b%2Bc.tif\nscans,bad%zz.tif\n");

    // When
    Read read = readAnew(manifest("list.csv", Format.S3_BATCH), 10);

    // Then
    assertThat(read.names).containsExactly("box 1/a b+c.tif");
    assertThat(read.rejections).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void linesOfJsonMayBePacked(int most) throws Exception {
    // Given
    store.with(
        "list.jsonl.gz",
        gzip(
            """
            {"bucket": "scans", "key": "a.tif", "size": 7}
            {"bucket": "scans"}
            {"bucket": "scans", "key": "b.tif", "colour": "red"}
            {"bucket": "scans", "key": "c.tif", "etag": "abc"}
            """));

    // When
    Read read = readAnew(manifest("list.jsonl.gz", Format.JSONL), most);

    // Then
    assertThat(read.names).containsExactly("a.tif", "c.tif");
    assertThat(read.rejections).extracting(Rejection::line).containsExactly(2L, 3L);
    assertThat(read.end.bytes()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void anInventoryIsReadThroughAllItsFiles(int most) throws Exception {
    // Given
    store
        .with(
            "inv/manifest.json",
            """
            {"sourceBucket": "scans", "destinationBucket": "arn:aws:s3:::lists", "version": "2016-11-30",
             "fileFormat": "CSV",
             "fileSchema": "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag",
             "files": [{"key": "inv/1.csv.gz", "size": 1, "MD5checksum": "0"}, {"key": "inv/2.csv.gz"}]}
            """)
        .with(
            "inv/1.csv.gz",
            gzip(
                """
                "scans","a%20b.tif","v1","true","false","10","2026-01-01T00:00:00.000Z","e1"
                "scans","a%20b.tif","v0","false","false","9","2025-01-01T00:00:00.000Z","e0"
                "scans","gone.tif","v2","true","true","","2026-01-01T00:00:00.000Z",""
                """))
        .with(
            "inv/2.csv.gz",
            gzip(
                """
                "scans","c.tif","","true","false","5","2026-01-01T00:00:00.000Z","e3"
                "scans","d.tif"
                """));

    // When
    Read read = readAnew(manifest("inv/manifest.json", Format.S3_INVENTORY), most);

    // Then
    assertThat(read.names).containsExactly("a b.tif", "c.tif");
    assertThat(read.end.bytes()).isEqualTo(15);
    assertThat(read.rejections).extracting(Rejection::file).containsExactly("inv/2.csv.gz");
  }

  @Test
  void anInventoryOfAnotherFormatSaysWhatToDo() {
    // Given
    store.with(
        "manifest.json",
        "{\"destinationBucket\": \"b\", \"fileFormat\": \"ORC\", \"fileSchema\": \"s\", \"files\": []}");

    // When / Then
    assertThatThrownBy(() -> readAnew(manifest("manifest.json", Format.S3_INVENTORY), 10))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("configure the inventory as CSV");
  }

  @Test
  void whatIsNoGzipFileIsSaidToBeNone() {
    // Given
    store.with("list.csv.gz", "scans,a.tif\n");

    // When / Then
    assertThatThrownBy(() -> readAnew(manifest("list.csv.gz", Format.CSV), 10))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("no gzip file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void seedsAndNamedObjectsArePagedToo(int most) throws Exception {
    // Given
    List<ObjectSource> named =
        List.of(ObjectSource.of("scans", "a"), ObjectSource.of("scans", "b"));

    // When
    Read seeds = readAnew(submission(new SeedList("3,5-7,1")), most);
    Read objects = readAnew(submission(new Objects(named)), most);

    // Then
    assertThat(seeds.names)
        .containsExactly("seed0001", "seed0003", "seed0005", "seed0006", "seed0007");
    assertThat(objects.names).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "**/*.tif,  ,  , b/2.tif b/3.tif",
    "*.tif,     ,  , 1.tif",
    ",        2, 2, b/2.tif",
    "'{1,b/3}.*', ,  , 1.tif b/3.tif"
  })
  void filtersLookAtTheWholeKeyAndTheSize(String glob, Long least, Long most, String taken)
      throws Exception {
    // Given
    store.with("1.tif", "1").with("b/2.tif", "22").with("b/3.tif", "333").with("b/4.jpg", "4444");
    Filter filter = new Filter(glob, least, most, null);

    // When
    Read read = readAnew(submission(new Prefix("scans", "", KeyFilter.ALL), filter, Sample.ALL), 2);

    // Then
    assertThat(read.names).containsExactly(taken.split(" "));
    assertThat(read.end.skipped()).isEqualTo(4 - read.names.size());
  }

  @Test
  void aFilterOfTimeLooksAtWhatIsKnown() throws Exception {
    // Given
    store.with("a.tif", "1").with("list.csv", "scans,a.tif\n");
    Filter later = new Filter(null, null, null, MemoryReader.TIME.plusSeconds(1));

    // When
    Read listed = readAnew(submission(new Prefix("scans", "", null), later, Sample.ALL), 9);
    Read named =
        readAnew(submission(new Manifest("m", "list.csv", null, Format.CSV), later, Sample.ALL), 9);

    // Then
    assertThat(listed.names).isEmpty();
    assertThat(named.names).containsExactly("a.tif");
  }

  @ParameterizedTest
  @CsvSource({"3, , 0 3 6 9", ", 2, 0 1", "4, 2, 0 4", "1, 99, 0 1 2 3 4 5 6 7 8 9"})
  void aSampleIsThatOfTheWholeWhateverThePages(Long every, Long first, String taken)
      throws Exception {
    for (int most : List.of(1, 2, 3, 100)) {
      // When
      Read read =
          readAnew(submission(new SeedList("0-9"), Filter.NONE, new Sample(every, first)), most);

      // Then
      assertThat(read.names)
          .containsExactlyElementsOf(
              List.of(taken.split(" ")).stream().map("seed000%s"::formatted).toList());
    }
  }

  @Test
  void aReaderThatGoesOnDoesNotOpenItsListAgain() throws Exception {
    // Given
    store.with("list.csv", "scans,a\n".repeat(100));
    int opened;

    // When
    try (PageReader reader =
        PageReader.open(
            store,
            SourceRule.all(Boundary.ANY_BUCKET),
            SubmissionPage.first(manifest("list.csv", Format.CSV)))) {
      while (!reader.next(10).last()) {
        assertThat(reader.cursor().jobs()).isPositive();
      }
      opened = store.opened();
    }

    // Then
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Sieve.of(new Filter("{a", null, null, null)))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("filter.glob '{a' is no pattern");
  }

  /** Reads to the end; every page with a reader of its own, as after a crash. */
  private Read readAnew(Submission submission, int most) throws AlbumenException {
    List<String> names = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    SubmissionPage at = SubmissionPage.first(submission);
    while (true) {
      try (PageReader reader = PageReader.open(store, SourceRule.all(Boundary.ANY_BUCKET), at)) {
        Page page = reader.next(most);
        page.sources().stream().map(Source::ref).forEach(ref -> names.add(ref.name()));
        rejections.addAll(page.rejections());
        if (page.last()) {
          return new Read(names, rejections, page.next());
        }
        at = new SubmissionPage(submission, page.next());
      }
    }
  }

  private static Submission manifest(String key, Format format) {
    return submission(new Manifest("lists", key, null, format));
  }

  private static Submission submission(Selection selection) {
    return submission(selection, Filter.NONE, Sample.ALL);
  }

  private static Submission submission(Selection selection, Filter filter, Sample sample) {
    return new Submission(
        "b",
        selection,
        filter,
        sample,
        "photo@1",
        new Target("out", ""),
        "photo",
        Lane.BULK,
        9,
        null,
        null,
        null,
        MemoryReader.TIME,
        null,
        null);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
