package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import com.mlconnector.domain.Weight;
import com.mlconnector.support.HostileJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into a column comes out of it unchanged. */
class StoredJsonTest {
  private static final Address ADDRESS =
      new Address(
          "Harbor \"Supply\"",
          "Ann Lée 📦",
          List.of("1 Dock St", "Bay \\ 2"),
          "Oakland",
          "CA",
          "94607-1234",
          "US",
          "5105550142");

  @Test
  void an_address_survives() {
    assertThat(readAddress(through(AddressJson.write(ADDRESS)))).contains(ADDRESS);
    Address bare = new Address("A", "", List.of("1"), "B", "", "", "DE", "");
    assertThat(readAddress(through(AddressJson.write(bare)))).contains(bare);
  }

  @Test
  void a_damaged_address_is_explained_and_nothing_throws() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String good = AddressJson.write(ADDRESS).encode();
    for (int i = 0; i < 1_000; i++) {
      try {
        JsonObject json = new JsonObject(HostileJson.damaged(good, random));
        List<String> errors = new ArrayList<>();
        Optional<Address> address = AddressJson.read(json, "address", errors);
        assertThat(address.isPresent()).as("seed %s: %s", seed, json).isEqualTo(errors.isEmpty());
        assertThat(errors).as("seed %s", seed).allMatch(error -> error.startsWith("'address."));
      } catch (DecodeException cutOff) {
        // the damage was to the text itself
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_order_survives_for_every_service(Service service) {
    ShipmentOrder order =
        new ShipmentOrder(
            service,
            List.of(
                new Parcel(Weight.of("2.5", Weight.Unit.POUND), null, null),
                new Parcel(
                    new Weight(new BigDecimal("1E+3")),
                    Dimensions.of("10.125", "8", "4", Dimensions.Unit.INCH),
                    "shelf \"9\"")),
            "client:77",
            Signature.ADULT,
            true,
            Residential.NO,
            AddressSource.CLIENT_SHIPPING,
            true,
            "03|907.2",
            List.of("Sent without dimensions: none are given.", "é"));
    assertThat(ShipmentOrderJson.read(through(ShipmentOrderJson.write(order)))).isEqualTo(order);
  }

  @Test
  void a_bare_order_survives() {
    ShipmentOrder order =
        new ShipmentOrder(
            Service.GROUND,
            List.of(new Parcel(Weight.of("1", Weight.Unit.GRAM), null, null)),
            "shipper",
            Signature.NONE,
            false,
            Residential.ASK_UPS,
            AddressSource.OVERRIDE,
            false,
            "",
            List.of());
    assertThat(ShipmentOrderJson.read(through(ShipmentOrderJson.write(order)))).isEqualTo(order);
  }

  @ParameterizedTest
  @EnumSource
  void a_candidate_survives(Classification classification) {
    Candidate candidate =
        new Candidate(
            List.of("1187 ELMWOOD AVE", "APT 4"),
            "BUFFALO",
            "NY",
            "14222",
            "1234",
            "US",
            classification);
    assertThat(CandidateJson.read(through(CandidateJson.write(candidate)))).isEqualTo(candidate);
    Candidate empty = new Candidate(List.of(), "", "", "", "", "US", classification);
    assertThat(CandidateJson.read(through(CandidateJson.write(empty)))).isEqualTo(empty);
  }

  /** As a column does it: as text, so that no Java object is handed through. */
  private static JsonObject through(JsonObject json) {
    return new JsonObject(json.encode());
  }

  private static Optional<Address> readAddress(JsonObject json) {
    return AddressJson.read(json, "address", new ArrayList<>());
  }
}
