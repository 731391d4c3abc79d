package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.albumen.common.job.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong here is found before anything is asked of Kafka or of the store. */
@Timeout(60)
class ArgumentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "submit --recipe photo@1 --to r/p",
        "submit --bucket b --recipe photo@1",
        "submit --bucket b --recipe photo@1 --to r/p --no-such-option",
        "submit --bucket b --recipe photo@1 --to r/p --pool Pool!",
        "submit --bucket b --recipe photo@1 --to r/p --batch a/b",
        "submit --bucket b --recipe photo@1 --to /p",
        "submit --direct --recipe photo@1 --seeds 0-7 --to r/p",
        "submit --direct --recipe faces-progan@1 --bucket b --to r/p",
        "submit --direct --bucket b --recipe photo@1 --to r/p --lane interactive",
        "submit --direct --manifest s3://b/list.csv --recipe photo@1 --to r/p",
        "submit --direct --bucket b --recipe photo@1 --to r/p --watch",
        "submit --bucket b --recipe photo@1 --to r/p --lane urgent",
        "submit --bucket b --recipe photo@1 --to r/p --take some",
        "submit --bucket b --recipe photo@1 --to r/p --min-size many",
        "submit --bucket b --recipe photo@1 --to r/p --min-size 2M --max-size 1M",
        "submit --bucket b --recipe photo@1 --to r/p --every 0",
        "submit --bucket b --recipe photo@1 --to r/p --modified-since yesterday",
        "submit --bucket b --recipe photo@1 --to r/p --deadline soon",
        "submit --bucket b --recipe photo@1 --to r/p --max-rejected-rows -1",
        "submit --bucket b --folder . --recipe photo@1 --to r/p",
        "submit --folder /home/me --recipe photo@1 --to r/p",
        "submit --folder ../elsewhere --recipe photo@1 --to r/p",
        "submit --manifest list.csv --recipe photo@1 --to r/p",
        "submit --manifest s3://b --recipe photo@1 --to r/p",
        "submit --manifest s3://b/list --recipe photo@1 --to r/p",
        "submit --manifest s3://b/list.csv --format tsv --recipe photo@1 --to r/p",
        "submit --manifest s3://b/list.csv --take all --recipe photo@1 --to r/p",
        "submit --recipe faces-progan@1 --bucket b --seeds 0-7 --to r/p",
        "submit --recipe faces-progan@1 --prefix p/ --seeds 0-7 --to r/p",
        "submit --recipe faces-progan@1 --seeds 7-0 --to r/p",
        "submit --recipe faces-progan@1 --seeds one --to r/p",
        "submit --recipe faces-progan@1 --seeds 0-4294967295 --to r/p",
        "submit --recipe faces-progan@1 --seeds --to r/p",
        "events",
        "status --direct",
        "status --batch",
        "status a --batch b",
        "status --limit 0",
        "watch",
        "watch b --timeout soon",
        "jobs",
        "jobs b --state gone",
        "jobs b --code NO_SUCH_CODE",
        "jobs b --limit 0",
        "cancel",
        "retry",
        "retry b --code NO_SUCH_CODE",
        "dead-letters replay 0-3 --by ann",
        "dead-letters replay",
        "dead-letters drop",
        "dead-letters replay --everything 0-3",
        "dead-letters drop --everything --code IMAGE_DAMAGED",
        "dead-letters replay three",
        "dead-letters replay 0-3 --since yesterday",
        "dead-letters list --code NO_SUCH_CODE",
        "dead-letters show",
        "dead-letters show 3",
      })
  void aWrongArgumentIsOneLineAnd64(String line) {
    // When
    Run run = Run.of(line.split(" "));
    // Then
    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("albumen: BAD_ARGUMENT: ").hasLineCount(1);
  }

  @Test
  void anUnknownRecipeIsNamedWithThoseThatAreKnown() {
    // When
    Run run = Run.of("submit", "--direct", "--bucket", "b", "--recipe", "sepia@7", "--to", "r/p");
    // Then
    assertThat(run)
        .isEqualTo(
            new Run(
                1,
                "",
                "albumen: UNKNOWN_RECIPE: recipe 'sepia@7' is not one of faces-progan@1, faces@1,"
                    + " photo-small@1, photo@1, portrait@1, scan@1"
                    + System.lineSeparator()));
  }

  @Test
  void aWrongSettingIsNamed() {
    // When
    Run run = Run.of("status", "--batch", "b", "-D", "kafka.bootstrap=x");
    // Then
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("albumen: BAD_CONFIGURATION: ").contains("kafka.bootstrap");
    assertThat(run.err()).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "submit",
        "events",
        "status",
        "watch",
        "jobs",
        "cancel",
        "retry",
        "dead-letters list",
        "dead-letters show",
        "dead-letters replay",
        "dead-letters drop"
      })
  void helpTellsTheExitCodes(String command) {
    // When
    Run run = Run.of((command + " --help").split(" "));
    // Then
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("Exit codes:", "64", "69");
  }

  @Test
  void aTargetIsABucketAndAPrefix() {
    assertThat(SubmitCommand.target("b")).isEqualTo(new Target("b", ""));
    assertThat(SubmitCommand.target("b/")).isEqualTo(new Target("b", ""));
    assertThat(SubmitCommand.target("b/x/y")).isEqualTo(new Target("b", "x/y/"));
    assertThat(SubmitCommand.target("s3://b/x/")).isEqualTo(new Target("b", "x/"));
    assertThatIllegalArgumentException().isThrownBy(() -> SubmitCommand.target("/x"));
  }
}
