package com.mlconnector;

import com.mlconnector.console.FlagView;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagSources;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.ShipFlag;
import com.mlconnector.domain.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how the words of an invoice are read, without any invoice. */
@Command(
    name = "flag",
    description = "Shows how a text is read as a shipping flag. Exits with 1 if it would halt.",
    mixinStandardHelpOptions = true)
final class FlagCommand implements Callable<Integer> {
  private static final int READABLE = 0;
  private static final int UNCLEAR = 1;

  @Spec @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "TEXT", description = "The invoice's notes.")
  String notes = "";

  @Option(names = "--line", paramLabel = "NAME", description = "A line item's name; repeatable.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      description = "A line item's description; the first belongs to the first --line.")
  List<String> descriptions = new ArrayList<>();

  @Option(names = "--terms", paramLabel = "TEXT", description = "The invoice's terms.")
  String terms = "";

  @Option(names = "--po", paramLabel = "TEXT", description = "The invoice's PO number.")
  String poNumber = "";

  @Option(names = "--client-note", paramLabel = "TEXT", description = "The client's internal note.")
  String clientNote = "";

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description = "The account's unit, lb or kg. Default: ${DEFAULT-VALUE}.",
      defaultValue = "lb")
  String unit = "lb";

  @Option(
      names = "--default-service",
      paramLabel = "CODE",
      description = "The UPS code of the account's default service, such as 03.")
  @Nullable String defaultService;

  @Option(
      names = "--every-shipping-line",
      description = "A line item 'Shipping' is a flag without 'UPS' too.")
  boolean everyShippingLine;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  @Override
  public Integer call() {
    FlagSettings settings = settings();
    ShipFlag flag = ShipFlag.read(sources(), settings);
    System.out.println(
        json ? FlagView.of(flag, settings).encodePrettily() : FlagPage.of(flag, settings));
    return isUnclear(flag) ? UNCLEAR : READABLE;
  }

  private static boolean isUnclear(ShipFlag flag) {
    return flag instanceof ShipFlag.Unclear
        || (flag instanceof ShipFlag.Held held && held.flag() instanceof ShipFlag.Unclear);
  }

  private FlagSources sources() {
    boolean nothing =
        names.isEmpty() && Stream.of(notes, terms, poNumber, clientNote).allMatch(String::isEmpty);
    if (nothing) {
      throw wrong("There is nothing to read: give a text, --line, --terms or --po.");
    }
    if (descriptions.size() > names.size()) {
      throw wrong("Each --description needs its --line.");
    }
    List<FlagSources.Line> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(
          new FlagSources.Line(names.get(i), i < descriptions.size() ? descriptions.get(i) : ""));
    }
    return new FlagSources(lines, notes, terms, poNumber, clientNote);
  }

  private FlagSettings settings() {
    FlagSettings settings = FlagSettings.standard(accountUnit());
    Optional<Service> service = Optional.ofNullable(defaultService).map(this::service);
    if (everyShippingLine) {
      return settings.withEveryShippingLine(
          service.orElseThrow(() -> wrong("--every-shipping-line needs --default-service.")));
    }
    return service.map(settings::withDefaultService).orElse(settings);
  }

  private Weight.Unit accountUnit() {
    return switch (unit) {
      case "lb" -> Weight.Unit.POUND;
      case "kg" -> Weight.Unit.KILOGRAM;
      default -> throw wrong("--unit is lb or kg.");
    };
  }

  private Service service(String code) {
    return Service.byCode(code)
        .orElseThrow(() -> wrong("--default-service is not the code of a known UPS service."));
  }

  private ParameterException wrong(String sentence) {
    if (spec == null) {
      throw new IllegalStateException("Only picocli calls this command.");
    }
    return new ParameterException(spec.commandLine(), sentence);
  }
}
