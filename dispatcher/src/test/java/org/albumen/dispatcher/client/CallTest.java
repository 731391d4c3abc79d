package org.albumen.dispatcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
  @Test
  void whatUsersTypeDoesNotLeadElsewhere() {
    assertThat(Call.path("batches", "b-1.x", "events")).isEqualTo("/batches/b-1.x/events");
    assertThat(Call.path("batches", "..", "cancel")).isEqualTo("/batches/%2E%2E/cancel");
    assertThat(Call.path("batches", "a/b?c#d é+")).isEqualTo("/batches/a%2Fb%3Fc%23d%20%C3%A9%2B");
  }

  @Test
  void aQueryHasWhatIsThere() {
    Map<String, Object> parameters = new HashMap<>(Map.of("limit", 20, "after", "a&b=c"));
    parameters.put("state", null);
    assertThat(Call.query(parameters)).isEqualTo("?after=a%26b%3Dc&limit=20");
    assertThat(Call.query(Map.of())).isEmpty();
  }
}
