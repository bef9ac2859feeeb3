package com.mlconnector.sandbox.tour;

/** Where to look, and what to type next. Each command is to work as it is pasted. */
final class WhatNext {
  private static final String JSON = " -H 'Content-Type: application/json' \\";

  private final Places places;
  private final Printer printer;

  WhatNext(Places places, Printer printer) {
    this.places = places;
    this.printer = printer;
  }

  void places() {
    title("Where to look");
    row("shipments", places.management() + Stage.path("/shipments"));
    row("steps (audit)", places.management() + Stage.path("/audit"));
    row("metrics", places.management() + "/metrics");
    row("webhooks go to", places.gateway());
    row("FreshBooks", places.freshBooks() + "/_control/invoices");
    row("UPS", places.ups() + "/_control/shipments");
    row("labels", places.labels().toString());
    row("access token", places.token());
    row("database", places.psql());
  }

  private void row(String name, String place) {
    printer.line("  %-16s %s".formatted(name, place));
  }

  void invoice(long number, String notes) {
    title("Invoice " + number + " as it reads now");
    notes.lines().forEach(line -> printer.line("  " + line));
  }

  /**
   * @param parcel one that is still on its way
   */
  void commands(String parcel) {
    title("Try it yourself, in another terminal");
    say("Issue an invoice; it ships:");
    command("curl -s " + places.freshBooks() + "/_control/invoices" + JSON);
    command(
        "  -d '{\"client\":"
            + Stage.FRAMING
            + ",\"notes\":\"#ship 2day 40oz\","
            + "\"lines\":[{\"name\":\"Blue mug\",\"unit_cost\":\"14.00\"}]}'");
    say("See what became of it, newest first:");
    command(withToken() + places.management() + Stage.path("/shipments"));
    say("Let UPS deliver a parcel; its invoice says so a moment later:");
    command("curl -s " + places.ups() + "/_control/parcels/" + parcel + "/advance" + JSON);
    command("  -d '{\"to\":\"delivered\"}'");
    say("Make UPS refuse the next shipment; issue another invoice, and see it halt:");
    command("curl -s " + places.ups() + "/_control/faults" + JSON);
    command("  -d '{\"operation\":\"ship\",\"kind\":\"status\",\"status\":400}'");
    command(withToken() + "'" + places.management() + Stage.path("/shipments?state=halted") + "'");
    say("Look into the database:");
    command(places.psql() + " -c 'select at, action from audit order by id desc limit 10'");
  }

  private String withToken() {
    return "curl -s -H 'Authorization: Bearer " + places.token() + "' ";
  }

  private void title(String title) {
    printer.line("");
    printer.line(Printer.Tone.TITLE, title);
  }

  private void say(String sentence) {
    printer.line("  " + sentence);
  }

  private void command(String command) {
    printer.line("    " + command);
  }
}
