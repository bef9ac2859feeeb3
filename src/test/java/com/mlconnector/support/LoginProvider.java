package com.mlconnector.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A small OpenID Connect provider: discovery, keys, authorization code with PKCE, ID tokens. Built
 * on nothing but the JDK, so that it shares no misreading with the gateway. Whoever comes is logged
 * in at once, as the person that the test has set.
 */
public final class LoginProvider implements AutoCloseable {
  public static final String CLIENT = "ml-connector";
  public static final String SECRET = "the provider's secret for us";

  private final HttpServer server;
  private final KeyPair keys = newKeys();
  private final KeyPair otherKeys = newKeys();
  private final Map<String, JsonObject> codes = new ConcurrentHashMap<>();
  private volatile JsonObject person = new JsonObject();
  private volatile UnaryOperator<JsonObject> spoil = claims -> claims;
  private volatile Signing signing = Signing.RIGHT;

  /** How the ID token is signed. */
  public enum Signing {
    RIGHT,
    ANOTHER_KEY,
    NOT_AT_ALL,
    PUBLIC_KEY_AS_PASSWORD
  }

  private LoginProvider(HttpServer server) {
    this.server = server;
  }

  public static LoginProvider start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoginProvider provider = new LoginProvider(server);
    server.createContext("/.well-known/openid-configuration", provider::discovery);
    server.createContext("/keys", provider::keySet);
    server.createContext("/authorize", provider::authorize);
    server.createContext("/token", provider::token);
    server.start();
    return provider;
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Who is at the browser from now on. */
  public void person(String email, String... groups) {
    person =
        new JsonObject()
            .put("sub", "u-" + email)
            .put("email", email)
            .put("groups", new JsonArray(List.of(groups)));
    spoil = claims -> claims;
    signing = Signing.RIGHT;
  }

  public void spoilClaims(UnaryOperator<JsonObject> change) {
    spoil = change;
  }

  public void sign(Signing how) {
    signing = how;
  }

  private void discovery(HttpExchange call) throws IOException {
    json(
        call,
        200,
        new JsonObject()
            .put("issuer", issuer())
            .put("authorization_endpoint", issuer() + "/authorize")
            .put("token_endpoint", issuer() + "/token")
            .put("jwks_uri", issuer() + "/keys")
            .put("response_types_supported", new JsonArray().add("code"))
            .put("grant_types_supported", new JsonArray().add("authorization_code"))
            .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256")));
  }

  private void keySet(HttpExchange call) throws IOException {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    json(
        call,
        200,
        new JsonObject()
            .put(
                "keys",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("kty", "RSA")
                            .put("use", "sig")
                            .put("alg", "RS256")
                            .put("kid", "first")
                            .put("n", number(key.getModulus()))
                            .put("e", number(key.getPublicExponent())))));
  }

  private void authorize(HttpExchange call) throws IOException {
    Map<String, String> asked = fields(call.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    JsonObject begun = new JsonObject().put("person", person);
    asked.forEach(begun::put);
    codes.put(code, begun);
    boolean complete =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("scope", "").contains("openid")
            && asked.getOrDefault("nonce", "").length() > 20
            && asked.getOrDefault("state", "").length() > 20;
    if (!complete) {
      json(call, 400, new JsonObject().put("error", "invalid_request"));
      return;
    }
    String back =
        asked.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8);
    call.getResponseHeaders().set("location", back);
    call.sendResponseHeaders(302, -1);
    call.close();
  }

  private void token(HttpExchange call) throws IOException {
    Map<String, String> given =
        fields(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    JsonObject begun = codes.remove(given.getOrDefault("code", ""));
    if (begun == null
        || !expected.equals(call.getRequestHeaders().getFirst("authorization"))
        || !"authorization_code".equals(given.get("grant_type"))
        || !begun.getString("redirect_uri").equals(given.get("redirect_uri"))
        || !begun
            .getString("code_challenge")
            .equals(sha256(given.getOrDefault("code_verifier", "")))) {
      json(call, 400, new JsonObject().put("error", "invalid_grant"));
      return;
    }
    long now = System.currentTimeMillis() / 1000;
    JsonObject claims =
        begun
            .getJsonObject("person")
            .copy()
            .put("iss", issuer())
            .put("aud", CLIENT)
            .put("iat", now)
            .put("exp", now + 300)
            .put("nonce", begun.getString("nonce"));
    json(
        call,
        200,
        new JsonObject()
            .put("access_token", UUID.randomUUID().toString())
            .put("token_type", "Bearer")
            .put("expires_in", 300)
            .put("id_token", signed(spoil.apply(claims))));
  }

  private String signed(JsonObject claims) {
    return switch (signing) {
      case RIGHT -> rs256(claims, keys.getPrivate());
      case ANOTHER_KEY -> rs256(claims, otherKeys.getPrivate());
      case NOT_AT_ALL -> unsigned("none", claims) + ".";
      case PUBLIC_KEY_AS_PASSWORD -> hs256(claims);
    };
  }

  private static String unsigned(String algorithm, JsonObject claims) {
    JsonObject head = new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", "first");
    return base64(head.encode().getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(claims.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String rs256(JsonObject claims, PrivateKey key) {
    try {
      String unsigned = unsigned("RS256", claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
      return unsigned + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String hs256(JsonObject claims) {
    try {
      String unsigned = unsigned("HS256", claims);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
      return unsigned + "." + base64(mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String text) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without the zero in front that keeps a number positive. */
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return base64(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void json(HttpExchange call, int status, JsonObject body) throws IOException {
    byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("content-type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
