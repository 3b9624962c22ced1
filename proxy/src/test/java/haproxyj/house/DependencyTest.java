package haproxyj.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of HACKING.md that the class files can show: direction of dependencies, purity, no reflection. */
class DependencyTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("haproxyj");

    /** Packages in which every class is pure. */
    private static final List<String> PURE_PACKAGES = List.of(
            "haproxyj.broker.wire..",
            "haproxyj.broker.exchange..",
            "haproxyj.broker.queue..",
            "haproxyj.proxy.balance..",
            "haproxyj.proxy.config.cfg..",
            "haproxyj.proxy.config.keys..",
            "haproxyj.proxy.config.tree..",
            "haproxyj.proxy.proxyprotocol..",
            "haproxyj.proxy.session..");

    /** Pure classes that live among edges; their nested classes count. */
    private static final List<String> PURE_CLASSES = List.of(
            "haproxyj.health.CheckPolicy",
            "haproxyj.health.CheckResult",
            "haproxyj.health.CheckSchedule",
            "haproxyj.health.Dialogue",
            "haproxyj.health.FirstChecks",
            "haproxyj.health.Health",
            "haproxyj.health.TcpCheckDialogue",
            "haproxyj.health.TcpCheckStep",
            "haproxyj.broker.VirtualHost",
            "haproxyj.proxy.admin.Exposition",
            "haproxyj.proxy.admin.StatusJson",
            "haproxyj.proxy.admin.TcpLogFormat",
            "haproxyj.proxy.backend.CheckEvent",
            "haproxyj.proxy.backend.ServerEvent",
            "haproxyj.proxy.backend.ServerState",
            "haproxyj.proxy.backend.Uptime",
            "haproxyj.proxy.check.AmqpDialogue");

    /** The edges of a package that is pure otherwise. */
    private static final List<String> CONFIG_EDGES =
            List.of("haproxyj.proxy.config.ConfigFile", "haproxyj.proxy.config.SystemResolver");

    static Stream<ArchRule> rules() {
        DescribedPredicate<JavaClass> pure = isPure();
        return Stream.of(
                noClasses()
                        .that()
                        .resideInAPackage("haproxyj.health..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("haproxyj.vip..", "haproxyj.broker..", "haproxyj.proxy..")
                        .because("health is a leaf"),
                noClasses()
                        .that()
                        .resideInAPackage("haproxyj.broker..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("haproxyj.vip..", "haproxyj.health..", "haproxyj.proxy..")
                        .because("the broker is a leaf"),
                noClasses()
                        .that()
                        .resideInAPackage("haproxyj.vip..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("haproxyj.broker..", "haproxyj.health..", "haproxyj.proxy..")
                        .allowEmptyShould(true)
                        .because("vip-keepalive is a leaf"),
                noClasses()
                        .that()
                        .resideInAPackage("haproxyj.proxy.session..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.netty..", "haproxyj.proxy.relay..", "haproxyj.proxy.frontend..")
                        .because("a session must not know which relay carries it"),
                slices().matching("haproxyj.proxy.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .because("whoever reads a package must not have to read all"),
                slices().matching("haproxyj.broker.(*)..").should().beFreeOfCycles(),
                slices().matching("haproxyj.proxy.config.(**)").should().beFreeOfCycles(),
                noClasses()
                        .that()
                        .resideInAPackage("haproxyj.proxy.config.*..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("haproxyj.proxy.config")
                        .because("languages, keys and tree do not know the records that come of them"),
                noClasses()
                        .that(describe(
                                "do not carry sockets",
                                c -> !c.getPackageName().equals("haproxyj.proxy.relay")
                                        && !c.getName().equals("haproxyj.proxy.relay.fd.Descriptor")
                                        && !c.getPackageName().equals("haproxyj.proxy.frontend")))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.netty.channel.epoll..", "io.netty.channel.nio..")
                        .because("TransportKind knows which transport is in use"),
                noClasses()
                        .that(pure)
                        .should()
                        .dependOnClassesThat(isImpure())
                        .because("pure code gets time, randomness and I/O as parameters"),
                noClasses()
                        .that(pure)
                        .should()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.lang.reflect..")
                        .because("reflection hides who calls whom"),
                noFields().that().areStatic().should().notBeFinal().because("static mutable state has no owner"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void pureNamesStillExist() {
        assertThat(Stream.concat(PURE_CLASSES.stream(), CONFIG_EDGES.stream()))
                .allSatisfy(name -> assertThat(CLASSES.contain(name)).as(name).isTrue());
    }

    @Test
    void noFieldIsPublicAndMutable() {
        ArchRule rule = noFields()
                .that(describe(
                        "are public and not final",
                        f -> f.getModifiers().contains(JavaModifier.PUBLIC)
                                && !f.getModifiers().contains(JavaModifier.FINAL)))
                .should()
                .bePublic()
                .allowEmptyShould(true);
        rule.check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isPure() {
        DescribedPredicate<JavaClass> packages =
                JavaClass.Predicates.resideInAnyPackage(PURE_PACKAGES.toArray(String[]::new));
        return describe("are pure", c -> {
            String file = c.getFullName().replaceFirst("\\$.*", "");
            boolean config = c.getPackageName().equals("haproxyj.proxy.config") && !CONFIG_EDGES.contains(file);
            return packages.test(c) || config || PURE_CLASSES.contains(file);
        });
    }

    private static DescribedPredicate<JavaClass> isImpure() {
        List<String> packages =
                List.of("java.nio.channels", "java.nio.file", "io.netty.channel", "java.util.concurrent.locks");
        List<String> types = List.of(
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.io.File",
                "java.io.FileInputStream",
                "java.io.FileOutputStream",
                "java.lang.Thread",
                "java.time.Clock",
                "java.util.Random",
                "java.util.concurrent.ThreadLocalRandom",
                "java.security.SecureRandom",
                "java.util.concurrent.ScheduledExecutorService");
        return describe(
                "sockets, files, threads, clocks or randomness",
                c -> types.contains(c.getFullName())
                        || packages.stream()
                                .anyMatch(p -> c.getPackageName().equals(p)
                                        || c.getPackageName().startsWith(p + ".")));
    }
}
