package com.appaloft.domain.resource;

import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec.Strategy;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.source.SourceRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a profile must be to be deployable at all; each rule names the field and the next step. */
public final class ProfileRules {
    private record Rule(String pointer, String detail, Predicate<Profile> broken) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "/source/kind",
                    "A local folder is built: choose runtime.strategy dockerfile.",
                    p -> p.source() instanceof Source.LocalFolder && p.runtime().strategy() != Strategy.DOCKERFILE),
            new Rule(
                    "/runtime/strategy",
                    "An image is not built: choose runtime.strategy prebuilt-image.",
                    p -> p.source() instanceof Source.DockerImage && p.runtime().strategy() != Strategy.PREBUILT_IMAGE),
            new Rule(
                    "/runtime/strategy",
                    "A repository is built or served as it is: choose runtime.strategy dockerfile or static.",
                    p -> p.source() instanceof Source.GitRepository
                            && p.runtime().strategy() != Strategy.DOCKERFILE
                            && p.runtime().strategy() != Strategy.STATIC),
            new Rule(
                    "/runtime/strategy",
                    "A static site is served as it is: choose runtime.strategy static.",
                    p -> p.source() instanceof Source.StaticSite && p.runtime().strategy() != Strategy.STATIC),
            new Rule(
                    "/runtime/strategy",
                    "A compose file says itself how its services come to be: choose runtime.strategy compose.",
                    p -> p.source() instanceof Source.Compose && p.runtime().strategy() != Strategy.COMPOSE),
            new Rule(
                    "/runtime",
                    "A compose file says itself how its services run: leave dockerfilePath, command, memoryMb, cpus and volumes"
                            + " out.",
                    p -> p.runtime().strategy() == Strategy.COMPOSE
                            && !p.runtime().saysNoContainer()),
            new Rule(
                    "/runtime/command",
                    "A static site is served by this installation's own server: leave runtime.command out.",
                    p -> p.runtime().strategy() == Strategy.STATIC
                            && !p.runtime().command().isEmpty()),
            new Rule(
                    "/runtime/dockerfilePath",
                    "The Dockerfile is named by a path inside the source folder.",
                    p -> p.runtime().dockerfilePath() != null
                            && escapes(p.runtime().dockerfilePath())),
            new Rule(
                    "/network/internalPort",
                    "Exposures direct-port and generated need the port the process listens on: give network.internalPort.",
                    p -> p.network().exposure() != NetworkSpec.Exposure.NONE
                            && p.network().internalPort() == null),
            new Rule(
                    "/network/hostPort",
                    "Only exposure direct-port has a host port: remove it or change network.exposure.",
                    p -> p.network().exposure() != NetworkSpec.Exposure.DIRECT_PORT
                            && p.network().hostPort() != null),
            new Rule(
                    "/health/type",
                    "A health check over HTTP needs network.internalPort.",
                    p -> p.health() instanceof HealthSpec.Http && p.network().internalPort() == null));

    private ProfileRules() {}

    public static Optional<Problem> violation(Profile profile) {
        return SourceRules.broken(profile.source())
                .map(rule -> Problem.invalid("/source/" + rule.field(), rule.detail()))
                .or(() -> RULES.stream()
                        .filter(rule -> rule.broken().test(profile))
                        .findFirst()
                        .map(rule -> Problem.invalid(rule.pointer(), rule.detail())))
                .or(() -> ProfileValues.violation(profile));
    }

    /** How an image comes to be from this kind of source. */
    public static Strategy strategyFor(Source source) {
        return switch (source) {
            case Source.DockerImage image -> Strategy.PREBUILT_IMAGE;
            case Source.LocalFolder folder -> Strategy.DOCKERFILE;
            case Source.GitRepository git -> Strategy.DOCKERFILE;
            case Source.StaticSite site -> Strategy.STATIC;
            case Source.Compose compose -> Strategy.COMPOSE;
        };
    }

    private static boolean escapes(String path) {
        return path.startsWith("/") || List.of(path.split("/")).contains("..");
    }
}
