package org.albumen.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.albumen.container.site.ContainerTest;
import org.albumen.container.site.DispatcherContainer;
import org.albumen.container.site.Patience;
import org.albumen.container.site.Site;
import org.junit.jupiter.api.Test;

@ContainerTest
class DispatcherServiceIT {
  private static final int SEEDS = 20_000;

  @Test
  void aDispatcherThatIsKilledWhileItExpandsABatchMakesEveryJobOnce(Site site) throws Exception {
    try (DispatcherContainer dispatcher = site.dispatcherService()) {
      // Given
      dispatcher.start();
      Patience.until("it is ready", () -> dispatcher.status("/health/ready", false) == 200);
      assertThat(dispatcher.status("/batches", false)).isEqualTo(401);
      HttpResponse<String> submitted =
          dispatcher.submit(
              """
              {"batch": "seeds", "selection": {"kind": "seeds", "seeds": "0-%d"}, "recipe": "faces-progan@1",
               "target": {"bucket": "restored"}}
              """
                  .formatted(SEEDS - 1));
      assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);

      // When
      for (int i = 0; i < 3; i++) {
        dispatcher.killAndStart();
        Patience.until("it is ready", () -> dispatcher.status("/health/ready", false) == 200);
      }

      // Then
      Patience.until(
          "the whole batch is expanded",
          () -> dispatcher.body("/batches/seeds").contains("\"state\":\"running\""));
      assertThat(dispatcher.body("/batches/seeds")).contains("\"jobs\":" + SEEDS + ",");
      assertThat(site.jobs("photo", "seeds")).isEqualTo(SEEDS);
    }
  }
}
