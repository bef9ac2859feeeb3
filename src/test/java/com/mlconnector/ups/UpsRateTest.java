package com.mlconnector.ups;

import static com.mlconnector.ups.AnsweringUps.CALLER;
import static com.mlconnector.ups.AnsweringUps.done;
import static com.mlconnector.ups.AnsweringUps.summary;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Money;
import com.mlconnector.domain.RateQuote;
import com.mlconnector.domain.RatedService;
import com.mlconnector.domain.Service;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpsRateTest {
  private static final String SHOPPED =
      """
      {"RateResponse":{
        "Response":{"ResponseStatus":{"Code":"1"},"Alert":[
          {"Code":"110971","Description":"Your invoice may vary"}]},
        "RatedShipment":[
          {"Service":{"Code":"03","Description":""},
           "RatedShipmentAlert":[{"Code":"110971","Description":"Your invoice may vary "}],
           "TotalCharges":{"CurrencyCode":"USD","MonetaryValue":"22.51"},
           "NegotiatedRateCharges":{"TotalCharge":{"CurrencyCode":"USD","MonetaryValue":17.04}}},
          {"Service":{"Code":"93 "},
           "RatedShipmentAlert":{"Code":"120900","Description":"Not qualified"},
           "TotalCharges":{"CurrencyCode":"USD","MonetaryValue":"19.00"}}]}}
      """;

  private final AnsweringUps answering = new AnsweringUps();
  private final UpsClient ups = answering.client;

  @Test
  void a_rate_is_published_and_perhaps_negotiated() {
    answering.answers(UpsClientTest.RATED);
    assertThat(rate()).isEqualTo(new RateQuote(usd("22.51"), Optional.of(usd("17.04")), List.of()));
    answering.answers(UpsClientTest.RATED.replace("NegotiatedRateCharges", "Other"));
    assertThat(rate()).isEqualTo(new RateQuote(usd("22.51"), Optional.empty(), List.of()));
    assertThat(answering.asked()).isEqualTo("POST /api/rating/v2409/Rate");
  }

  @Test
  void each_service_has_its_prices_and_a_missing_one_its_reason() {
    answering.answers(SHOPPED);
    List<RatedService> services = done(ups.shop(CALLER, UpsOrderJsonTest.order()));
    assertThat(services)
        .containsExactly(
            new RatedService(
                "03",
                Optional.of(Service.GROUND),
                new RateQuote(
                    usd("22.51"),
                    Optional.of(usd("17.04")),
                    List.of("110971 Your invoice may vary"))),
            new RatedService(
                "93",
                Optional.empty(),
                new RateQuote(
                    usd("19.00"),
                    Optional.empty(),
                    List.of("110971 Your invoice may vary", "120900 Not qualified"))));
    assertThat(services)
        .extracting(service -> service.quote().whyNotNegotiated().orElse(""))
        .containsExactly("", "120900 Not qualified");
    assertThat(answering.asked()).isEqualTo("POST /api/rating/v2409/Shop");
  }

  @Test
  void one_service_may_come_without_its_list() {
    answering.answers(UpsClientTest.RATED.replace("[", "").replace("]", ""));
    assertThat(done(ups.shop(CALLER, UpsOrderJsonTest.order())))
        .extracting(RatedService::code)
        .containsExactly("03");
  }

  @Test
  void a_service_without_a_price_is_no_answer() {
    answering.answers(SHOPPED.replace("\"19.00\"", "\"a lot\""));
    assertThat(summary(ups.shop(CALLER, UpsOrderJsonTest.order())))
        .isEqualTo(
            "unavailable: unreadable answer:"
                + " RateResponse.RatedShipment[1].TotalCharges is no amount");
  }

  private RateQuote rate() {
    return done(ups.rate(CALLER, UpsOrderJsonTest.order()));
  }

  private static Money usd(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }
}
