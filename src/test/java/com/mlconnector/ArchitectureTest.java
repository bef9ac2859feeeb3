package com.mlconnector;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may import whom. */
class ArchitectureTest {
  private static final String ROOT = "com.mlconnector";

  /** Measures the product from outside, with means that the product itself must not use. */
  private static final String BENCH = ROOT + ".bench..";

  private static final String VERIFY = ROOT + ".verify..";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Each package, and what of ours it may import beside itself. */
  @ParameterizedTest
  @CsvSource({
    "domain,      ''",
    "config,      domain",
    "vault,       domain",
    "bus,         domain",
    "http,        domain",
    "csv,         domain",
    "store,       domain vault",
    "audit,       domain store",
    "vendor,      domain",
    "freshbooks,  domain vendor",
    "ups,         domain vendor",
    "work,        domain store bus audit",
    "webhook,     domain store bus http audit work",
    "tokens,      domain store bus http audit work vendor vault",
    "gates,       domain store audit work vendor",
    "poller,      domain store bus http audit work vendor freshbooks",
    "shipping,    domain store bus http audit work vendor ups",
    "tracking,    domain store bus http audit work vendor ups",
    // Consent ends with a pair of tokens, which it hands to their owner before anyone asks for one.
    "connections, domain store bus http csv audit work vendor freshbooks tokens vault",
    "console,     domain store bus http csv audit work vendor freshbooks ups vault",
    "check,       domain store http audit vendor freshbooks ups tokens vault",
    "access,      domain store http audit",
    "keys,        domain store bus http audit work vault",
    "ops,         domain store bus http audit work vendor freshbooks ups vault",
    "process,     ''",
    "verify,      vault process sandbox",
  })
  void a_package_imports_only_what_its_row_names(String own, String others) {
    Stream<String> ours =
        Stream.concat(
            Stream.of(own), others.isEmpty() ? Stream.of() : Arrays.stream(others.split(" ")));
    DescribedPredicate<JavaClass> allowed =
        DescribedPredicate.not(resideInAnyPackage(ROOT, ROOT + ".."))
            .or(resideInAnyPackage(ours.map(ArchitectureTest::named).toArray(String[]::new)))
            .or(interfaceThatVendorsMayAsk(own))
            .or(crashPoints(own));

    classes()
        .that()
        .resideInAPackage(named(own))
        .should()
        .onlyDependOnClassesThat(allowed)
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  /** Vendor clients ask {@code Tokens} for a bearer token; the manager behind it is not theirs. */
  private static DescribedPredicate<JavaClass> interfaceThatVendorsMayAsk(String own) {
    boolean vendor = own.equals("vendor") || own.equals("freshbooks") || own.equals("ups");
    return DescribedPredicate.describe(
        "tokens.Tokens",
        type -> vendor && type.getName().matches("com\\.mlconnector\\.tokens\\.Tokens(\\$.*)?"));
  }

  /** Whoever has an effect outside may be killed beside it; what only decides may not. */
  private static DescribedPredicate<JavaClass> crashPoints(String own) {
    return DescribedPredicate.describe(
        "crash.CrashPoint",
        type -> !own.equals("domain") && type.getPackageName().equals(ROOT + ".crash"));
  }

  @Test
  void the_domain_knows_java_only() {
    classes()
        .that()
        .resideInAPackage(named("domain"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify.annotations", named("domain")))
        .check(PRODUCT);
  }

  @Test
  void http_knows_no_sql_and_the_bus_no_http() {
    noClasses()
        .that()
        .resideInAPackage(named("http"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "io.vertx.config..")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAnyPackage(named("bus"), named("store"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web..")
        .check(PRODUCT);
  }

  /** Else it would share our misreadings of the vendors. */
  @Test
  void the_sandbox_imports_nothing_of_the_product() {
    classes()
        .that()
        .resideInAPackage(named("sandbox"))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.not(resideInAnyPackage(ROOT, ROOT + ".."))
                .or(resideInAnyPackage(named("sandbox"))))
        .check(PRODUCT);
  }

  @Test
  void the_two_vendors_of_the_sandbox_do_not_know_each_other() {
    noClasses()
        .that()
        .resideInAPackage(named("sandbox.ups"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(named("sandbox.freshbooks"))
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage(named("sandbox.freshbooks"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(named("sandbox.ups"))
        .check(PRODUCT);
  }

  @Test
  void nobody_imports_the_root_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {BENCH, VERIFY})
  void only_the_command_line_knows_who_works_from_outside(String outside) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, outside)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(outside)
        .check(PRODUCT);
  }

  /**
   * When the answer comes after all, the virtual-thread context that waited is dead for ever. Who
   * starts and ends the program waits on no such context.
   */
  @Test
  void scripts_wait_for_futures_that_time_out_and_not_with_a_limit() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, BENCH, VERIFY)
        .should()
        .callMethod(Future.class, "await", long.class, TimeUnit.class)
        .check(PRODUCT);
  }

  @Test
  void the_product_starts_no_process() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BENCH, VERIFY, named("process"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(named("process"))
        .check(PRODUCT);
  }

  @Test
  void only_store_and_audit_speak_sql() {
    noClasses()
        .that()
        .resideOutsideOfPackages(named("store"), named("audit"), BENCH, VERIFY)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..")
        .check(PRODUCT);
  }

  /** The sandbox delivers webhooks and pushes itself, as the vendors do. */
  @Test
  void only_vendor_calls_out() {
    noClasses()
        .that()
        .resideOutsideOfPackages(named("vendor"), named("sandbox"), BENCH, VERIFY)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.vertx.ext.web.client..", "java.net.http..")
                .or(name("io.vertx.core.http.HttpClient"))
                .or(name("io.vertx.core.http.HttpClientAgent"))
                .or(name("io.vertx.core.http.HttpClientRequest")))
        .check(PRODUCT);
  }

  @Test
  void nobody_uses_internals_or_a_date_with_a_hidden_zone() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.vertx.core.internal..", "io.vertx.core.impl..")
                .or(name("java.util.Date"))
                .or(name("java.util.Calendar")))
        .check(PRODUCT);
  }

  @Test
  void nobody_sleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(PRODUCT);
    noClasses().should().callMethod(Thread.class, "sleep", long.class, int.class).check(PRODUCT);
    noClasses().should().callMethod(Thread.class, "sleep", java.time.Duration.class).check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.time.Instant.now",
        "java.time.LocalDate.now",
        "java.time.LocalDateTime.now",
        "java.time.OffsetDateTime.now",
        "java.time.ZonedDateTime.now",
        "java.time.Clock.systemUTC",
        "java.time.Clock.systemDefaultZone",
        "java.time.InstantSource.system",
        "java.lang.System.currentTimeMillis",
      })
  void time_comes_from_a_clock_that_was_handed_in(String call) {
    int dot = call.lastIndexOf('.');
    String owner = call.substring(0, dot);
    String method = call.substring(dot + 1);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, BENCH, VERIFY)
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                call,
                access ->
                    access.getTargetOwner().getName().equals(owner)
                        && access.getTarget().getName().equals(method)))
        .check(PRODUCT);
  }

  @Test
  void a_top_level_class_is_final_or_meant_to_be_extended() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .and(DescribedPredicate.describe("are not sealed", type -> !type.reflect().isSealed()))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(PRODUCT);
  }

  private static String named(String own) {
    return ROOT + "." + own + "..";
  }
}
