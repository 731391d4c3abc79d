package org.albumen.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.api.ApiClient.Answer;
import org.albumen.dispatcher.view.BatchState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and who may do and see what. */
class AccessTest {
  private static final String TENANTS =
      "{\"north\": {\"pendingJobs\": 5, \"buckets\": [\"archive/north\"], \"targets\":"
          + " [\"results/north\"]}, \"south\": {}}";

  @TempDir private Path folder;
  private final FakeBatches batches = new FakeBatches();

  private Path tokens() throws Exception {
    return Files.writeString(
        folder.resolve("tokens.json"),
        "{\"tokens\": [%s, %s, %s, %s]}"
            .formatted(
                token("reader", "read", null),
                token("north-submit", "submit", "north"),
                token("north-read", "read", "north"),
                token("operator", "operate", null)));
  }

  private static String token(String name, String role, String tenant) {
    return "{\"name\": \"%s\", \"sha256\": \"%s\", \"roles\": [\"%s\"]%s}"
        .formatted(
            name,
            Digest.ofBytes(("secret-" + name).getBytes(StandardCharsets.UTF_8)),
            role,
            tenant == null ? "" : ", \"tenant\": \"" + tenant + "\"");
  }

  private Map<String, String> settings() throws Exception {
    Map<String, String> settings = ApiServerTest.settings();
    settings.put("dispatcher.tokens", tokens().toString());
    settings.put(
        "dispatcher.tenants",
        Files.writeString(folder.resolve("tenants.json"), TENANTS).toString());
    return settings;
  }

  private ApiServer start(Map<String, String> settings) throws AlbumenException {
    AlbumenConfig config = Services.config(settings);
    return ApiServer.start(config, ApiServerTest.parts(config, batches));
  }

  private static ApiClient as(ApiServer server, String name) {
    return new ApiClient(server.address(), "Authorization", "Bearer secret-" + name);
  }

  @Test
  void nobodyUnknownIsLetInButToThePageAndHealth() throws Exception {
    try (ApiServer server = start(settings())) {
      // When
      Answer nobody = new ApiClient(server.address()).get("/batches");
      Answer wrong = as(server, "nobody").get("/batches");
      Answer basic =
          new ApiClient(server.address(), "Authorization", "Basic c2VjcmV0").get("/batches");

      // Then
      assertThat(nobody.status()).isEqualTo(401);
      assertThat(nobody.code()).isEqualTo("UNAUTHENTICATED");
      assertThat(nobody.header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(basic.status()).isEqualTo(401);
      assertThat(new ApiClient(server.address()).get("/health/live").status()).isEqualTo(200);
      assertThat(new ApiClient(server.address()).get("/metrics").status()).isEqualTo(401);
    }
  }

  @Test
  void aRoleIsNeededForEveryRoute() throws Exception {
    // Given
    batches.put(Views.batch("b-1", BatchState.RUNNING, 1));
    try (ApiServer server = start(settings())) {
      // When
      ApiClient reader = as(server, "reader");
      ApiClient operator = as(server, "operator");

      // Then
      assertThat(reader.get("/batches/b-1").status()).isEqualTo(403); // no tenant, no operator
      assertThat(operator.get("/batches/b-1").code()).isEqualTo("ROLE_MISSING");
      assertThat(reader.post("/batches", "{}").code()).isEqualTo("ROLE_MISSING");
      assertThat(reader.post("/batches/b-1/cancel", "").code()).isEqualTo("ROLE_MISSING");
      assertThat(reader.ask("DELETE", "/batches/b-1/report", BodyPublishers.noBody()).code())
          .isEqualTo("ROLE_MISSING");
      assertThat(operator.get("/me").json().toString())
          .isEqualTo(
              "{\"name\":\"operator\",\"roles\":[\"operate\"],\"authentication\":\"token\"}");
    }
  }

  @Test
  void aTenantSeesItsOwnBatchesAlone() throws Exception {
    // Given
    batches.put(Views.batch("b-north", BatchState.RUNNING, 1, "north"));
    batches.put(Views.batch("b-south", BatchState.RUNNING, 1, "south"));
    try (ApiServer server = start(settings())) {
      ApiClient north = as(server, "north-read");

      // When
      Answer list = north.get("/batches");

      // Then
      assertThat(list.json().at("/items").size()).isEqualTo(1);
      assertThat(north.get("/batches/b-north").status()).isEqualTo(200);
      assertThat(north.get("/batches/b-south").code()).isEqualTo("BATCH_NOT_FOUND");
      assertThat(north.get("/batches/b-south/jobs").status()).isEqualTo(404);
      assertThat(north.get("/batches/b-south/events").status()).isEqualTo(404);
      assertThat(north.get("/dead-letters").code()).isEqualTo("BAD_ARGUMENT");
      assertThat(north.get("/dead-letters?batch=b-south").status()).isEqualTo(404);
      assertThat(as(server, "north-submit").post("/batches/b-south/cancel", "").status())
          .isEqualTo(404);
    }
  }

  @Test
  void aTenantKeepsToItsBucketsAndQuota() throws Exception {
    // Given
    batches.put(Views.batch("b-north", BatchState.RUNNING, 5, "north"));
    try (ApiServer server = start(settings())) {
      ApiClient north = as(server, "north-submit");

      // When
      Answer source = north.post("/batches", request("archive", "south/", "results", "north/"));
      Answer target = north.post("/batches", request("archive", "north/", "results", "south/"));
      Answer seeds =
          north.post(
              "/batches",
              "{\"selection\":{\"kind\":\"objects\",\"objects\":[{\"bucket\":\"archive\",\"key\":"
                  + "\"south/a.jpg\"}]},\"recipe\":\"photo@1\",\"target\":{\"bucket\":\"results\","
                  + "\"prefix\":\"north/\"}}");

      // Then
      assertThat(source.code()).isEqualTo("BUCKET_NOT_ALLOWED");
      assertThat(source.json().get("detail").asText()).contains("tenant north");
      assertThat(target.code()).isEqualTo("BUCKET_NOT_ALLOWED");
      assertThat(seeds.code()).isEqualTo("BUCKET_NOT_ALLOWED");
    }
  }

  @Test
  void aFileOfTokensIsReadAgainWhenItHasChanged() throws Exception {
    // Given
    Map<String, String> settings = settings();
    settings.remove("dispatcher.tenants");
    try (ApiServer server = start(settings)) {
      assertThat(as(server, "late").get("/me").status()).isEqualTo(401);
      Path file = folder.resolve("tokens.json");

      // When
      Files.writeString(file, "{\"tokens\": [%s]}".formatted(token("late", "read", null)));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

      // Then
      assertThat(eventually(() -> as(server, "late").get("/me").status(), 200)).isEqualTo(200);
      assertThat(as(server, "reader").get("/me").status()).isEqualTo(401);

      // When
      Files.writeString(file, "{ broken");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(9)));
      Thread.sleep(1_100);

      // Then
      assertThat(as(server, "late").get("/me").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"tokens\":[{\"name\":\"a\",\"sha256\":\"abc\",\"roles\":[]}]}",
        "{\"tokens\":[{\"name\":\"a\",\"roles\":[\"king\"]}]}",
        "nonsense"
      })
  void aFileOfTokensThatIsWrongIsRefused(String json) throws Exception {
    // Given
    Map<String, String> settings = settings();
    Files.writeString(folder.resolve("tokens.json"), json);

    // Then
    assertThatThrownBy(() -> start(settings))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"a\":{\"buckets\":[]}}",
        "{\"a\":{\"pendingJobs\":-1}}",
        "{\"a\":{\"buckets\":[\"..\"]}}",
        "{\"a\":{\"quota\":1}}"
      })
  void aFileOfTenantsThatIsWrongIsRefused(String json) throws Exception {
    // Given
    Map<String, String> settings = settings();
    Files.writeString(folder.resolve("tenants.json"), json);

    // Then
    assertThatThrownBy(() -> start(settings))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
  }

  @Test
  void anIssuersTokensAreJudged() throws Exception {
    // Given
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    RSAKey stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
    HttpServer issuer = issuer(key);
    String address = "http://127.0.0.1:" + issuer.getAddress().getPort();
    Map<String, String> settings = ApiServerTest.settings();
    settings.put("dispatcher.oidc.issuer", address);
    settings.put("dispatcher.oidc.audience", "albumen");
    try (ApiServer server = start(settings)) {
      JWTClaimsSet good = claims(address, "albumen", 60).build();

      // When
      Answer answer = bearer(server, signed(good, key)).get("/me");

      // Then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().toString())
          .isEqualTo(
              "{\"name\":\"ada\",\"roles\":[\"submit\",\"read\"],\"tenant\":\"north\","
                  + "\"authentication\":\"oidc\"}");
      for (String token :
          List.of(
              signed(good, stranger),
              signed(claims(address, "others", 60).build(), key),
              signed(claims("http://127.0.0.1:1", "albumen", 60).build(), key),
              signed(claims(address, "albumen", -120).build(), key),
              signed(claims(address, "albumen", 60).expirationTime(null).build(), key),
              signed(claims(address, "albumen", 60).subject(null).build(), key),
              byPublicKeyAsSecret(good, key),
              signed(good, key) + "x",
              "a.b.c")) {
        assertThat(bearer(server, token).get("/me").status()).as(token).isEqualTo(401);
      }
    } finally {
      issuer.stop(0);
    }
  }

  @Test
  void anIssuerThatIsAwayIsSaidToBe() throws Exception {
    // Given
    RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
    Map<String, String> settings = ApiServerTest.settings();
    settings.put("dispatcher.oidc.issuer", "http://127.0.0.1:9");
    settings.put("dispatcher.oidc.audience", "albumen");
    try (ApiServer server = start(settings)) {
      // When
      String token = signed(claims("http://127.0.0.1:9", "albumen", 60).build(), key);
      Answer answer = bearer(server, token).get("/me");

      // Then
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void anIssuerWithoutAudienceOrEncryptionIsRefused() throws Exception {
    for (Map<String, String> oidc :
        List.of(
            Map.of("dispatcher.oidc.issuer", "https://issuer.example"),
            Map.of(
                "dispatcher.oidc.issuer", "http://issuer.example",
                "dispatcher.oidc.audience", "albumen"))) {
      Map<String, String> settings = ApiServerTest.settings();
      settings.putAll(oidc);
      assertThatThrownBy(() -> start(settings))
          .isInstanceOfSatisfying(
              AlbumenException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
    }
  }

  private static ApiClient bearer(ApiServer server, String token) {
    return new ApiClient(server.address(), "Authorization", "Bearer " + token);
  }

  private static String request(String bucket, String prefix, String target, String below) {
    return ("{\"selection\":{\"kind\":\"prefix\",\"bucket\":\"%s\",\"prefix\":\"%s\"},"
            + "\"recipe\":\"photo@1\",\"target\":{\"bucket\":\"%s\",\"prefix\":\"%s\"}}")
        .formatted(bucket, prefix, target, below);
  }

  private static JWTClaimsSet.Builder claims(String issuer, String audience, int seconds) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(audience)
        .subject("ada")
        .claim("roles", List.of("read", "submit", "janitor"))
        .claim("tenant", "north")
        .expirationTime(Date.from(Instant.now().plus(Duration.ofSeconds(seconds))));
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static String byPublicKeyAsSecret(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), claims);
    jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    return jwt.serialize();
  }

  private static HttpServer issuer(RSAKey key) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    serve(
        server,
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(address, address));
    serve(server, "/keys", new JWKSet(key.toPublicJWK()).toString());
    server.start();
    return server;
  }

  private static void serve(HttpServer server, String path, String json) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private interface Question {
    int ask() throws Exception;
  }

  private static int eventually(Question question, int wanted) throws Exception {
    int answer = question.ask();
    for (int i = 0; i < 50 && answer != wanted; i++) {
      Thread.sleep(100);
      answer = question.ask();
    }
    return answer;
  }
}
