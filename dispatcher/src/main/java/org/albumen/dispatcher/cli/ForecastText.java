package org.albumen.dispatcher.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.albumen.common.submission.Manifest;
import org.albumen.common.terminal.Pace;
import org.albumen.dispatcher.client.Forecast;
import org.albumen.dispatcher.client.NewBatch;

/** What a submission would come to, in words. */
final class ForecastText {
  private ForecastText() {}

  static String of(Forecast forecast, NewBatch batch) {
    return "dry run, nothing submitted: "
        + counts(forecast, batch)
        + "%n".formatted()
        + cost(forecast, batch);
  }

  private static String counts(Forecast forecast, NewBatch batch) {
    List<String> counts = new ArrayList<>();
    String least = forecast.complete() ? "" : "at least ";
    counts.add(least + forecast.jobs() + (forecast.jobs() == 1 ? " job" : " jobs"));
    if (forecast.bytes() > 0) {
      counts.add(Sizes.text(forecast.bytes()));
    }
    if (forecast.skipped() > 0) {
      counts.add(forecast.skipped() + " others skipped");
    }
    if (batch.selection() instanceof Manifest) {
      counts.add(forecast.rejectedRows() + " malformed rows");
    }
    return String.join(", ", counts);
  }

  private static String cost(Forecast forecast, NewBatch batch) {
    if (forecast.gpuSeconds() == null) {
      return "nothing is known yet of what %s costs".formatted(batch.recipe());
    }
    String price =
        forecast.cost() == null
            ? "; albumen.dispatcher.gpu-hour-price is not set"
            : String.format(Locale.ROOT, ", cost %.2f", forecast.cost());
    Duration time = Duration.ofSeconds(Math.round(forecast.gpuSeconds()));
    return String.format(
        Locale.ROOT,
        "about %.0f GPU seconds (%s)%s",
        forecast.gpuSeconds(),
        Pace.clock(time),
        price);
  }
}
