package com.mlconnector.webhook;

import com.mlconnector.http.Problem;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.store.Work;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one POST of FreshBooks turns out to be. Pure. */
sealed interface FreshBooksDelivery {

  record Genuine(String event, String object, Buffer body) implements FreshBooksDelivery {}

  /** A handshake: someone, perhaps FreshBooks, offers the verifier of a callback. */
  record Offer(long callback, String verifier) implements FreshBooksDelivery {}

  /**
   * @param why for the metric
   */
  record Rejected(Problem problem, String why) implements FreshBooksDelivery {}

  Pattern EVENT = Pattern.compile("[A-Za-z_]{1,40}(\\.[A-Za-z0-9_]{1,40}){0,2}");
  Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
  Pattern VERIFIER = Pattern.compile("[\\x21-\\x7e]{8,256}");

  static FreshBooksDelivery read(
      @Nullable Buffer body, String contentType, String signature, SenderKeys.Keys keys) {
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!mediaType.equals("application/x-www-form-urlencoded")) {
      return rejected(
          415,
          "not-a-form",
          "Unsupported media type",
          "FreshBooks deliveries are application/x-www-form-urlencoded.");
    }
    Map<String, String> fields = body == null ? null : parse(body);
    if (body == null || fields == null) {
      return rejected(400, "not-a-form", "Bad form", "The body is no well-formed UTF-8 form.");
    }
    String event = fields.getOrDefault("name", "");
    if (event.equals("callback.verify")) {
      return offer(fields);
    }
    if (signature.isEmpty()) {
      return rejected(
          401, "unsigned", "No signature", "The header X-FreshBooks-Hmac-SHA256 is missing.");
    }
    String form = FreshBooksSignature.canonicalForm(fields);
    boolean genuine = false;
    for (String verifier : keys.verifiers()) {
      genuine |= FreshBooksSignature.matches(form, signature, verifier);
    }
    if (!genuine) {
      return rejected(
          401, "bad-signature", "Bad signature", "The signature fits no callback of ours.");
    }
    return genuine(fields, event, keys, body);
  }

  private static FreshBooksDelivery genuine(
      Map<String, String> fields, String event, SenderKeys.Keys keys, Buffer body) {
    String object = fields.getOrDefault("object_id", "");
    if (!EVENT.matcher(event).matches() || !ID.matcher(object).matches()) {
      return rejected(
          400, "bad-fields", "Bad fields", "'name' must be an event and 'object_id' a number.");
    }
    String account = fields.getOrDefault("account_id", "");
    // Ours is empty before consent, and equals nobody's then.
    if (account.isEmpty() || !account.equals(keys.freshBooksAccount())) {
      return rejected(
          422,
          "foreign-account",
          "Foreign account",
          "'account_id' is not the FreshBooks account of this connection.");
    }
    return new Genuine(event, object, body);
  }

  private static FreshBooksDelivery offer(Map<String, String> fields) {
    String callback = fields.getOrDefault("object_id", "");
    String verifier = fields.getOrDefault("verifier", "");
    if (!ID.matcher(callback).matches() || !VERIFIER.matcher(verifier).matches()) {
      return rejected(
          400,
          "bad-fields",
          "Bad fields",
          "A verification needs the callback's number as 'object_id', and its 'verifier'.");
    }
    return new Offer(Long.parseLong(callback), verifier);
  }

  /** The work that an event is a reason for; null for events that mean nothing to shipping. */
  static Work.@Nullable Kind reason(String event) {
    if (event.startsWith("invoice.")) {
      return Work.Kind.INVOICE;
    }
    return event.startsWith("client.") ? Work.Kind.CLIENT : null;
  }

  private static @Nullable Map<String, String> parse(Buffer body) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
      return FormFields.parse(text).orElse(null);
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static Rejected rejected(int status, String why, String title, String detail) {
    return new Rejected(Problem.of(status, title, detail), why);
  }
}
