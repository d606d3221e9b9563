package com.appaloft.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.appaloft.api.problem.ProblemWriter;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** How the house is built, kept (docs/architecture.md). */
@AnalyzeClasses(
        packages = "com.appaloft",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** The tests of other modules come as jars. */
    static class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule dependenciesPointInwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("domain")
            .definedBy("com.appaloft.domain..")
            .layer("application")
            .definedBy("com.appaloft.application..")
            .layer("projections")
            .definedBy("com.appaloft.projections..")
            .layer("infrastructure")
            .definedBy("com.appaloft.infrastructure..")
            .layer("api")
            .definedBy("com.appaloft.api..")
            .whereLayer("domain")
            .mayNotAccessAnyLayer()
            .whereLayer("application")
            .mayOnlyAccessLayers("domain")
            .whereLayer("projections")
            .mayOnlyAccessLayers("domain")
            .whereLayer("infrastructure")
            .mayOnlyAccessLayers("application", "domain")
            .whereLayer("api")
            .mayOnlyAccessLayers("application", "projections", "domain");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("com.appaloft.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule axonIsBehindOneDoor = noClasses()
            .that()
            .resideOutsideOfPackage("com.appaloft.infrastructure.axon..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework..");

    @ArchTest
    static final ArchRule theDomainNeedsOnlyJava = classes()
            .that()
            .resideInAPackage("com.appaloft.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("com.appaloft.domain..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theDomainIsToldTheTime = noClasses()
            .that()
            .resideInAPackage("com.appaloft.domain..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule theDomainThrowsNoDice = noClasses()
            .that()
            .resideInAPackage("com.appaloft.domain..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID");

    @ArchTest
    static final ArchRule nobodyAsksTheClockBehindItsBack = noClasses()
            .that()
            .resideInAnyPackage("com.appaloft.application..", "com.appaloft.projections..", "com.appaloft.api..")
            .should()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule onlyTheProblemPackageMakesStatusesOfProblems = noClasses()
            .that()
            .resideInAnyPackage("com.appaloft.application..", "com.appaloft.projections..", "com.appaloft.domain..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(HttpStatus.class, ProblemWriter.class);

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = classes()
            .that()
            .resideInAPackage("com.appaloft..")
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Dto");

    @ArchTest
    static final ArchRule everyPackageSaysWhatItIs = classes()
            .that()
            .resideInAPackage("com.appaloft..")
            .should(new com.tngtech.archunit.lang.ArchCondition<JavaClass>("be in a package that is @NullMarked") {
                @Override
                public void check(JavaClass item, com.tngtech.archunit.lang.ConditionEvents events) {
                    boolean marked = item.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                    if (!marked) {
                        events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                item, item.getPackageName() + " has no package-info.java with @NullMarked"));
                    }
                }
            });
}
