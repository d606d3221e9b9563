package com.appaloft.domain.recovery;

import com.appaloft.domain.shared.Reason;
import com.appaloft.domain.testing.GivenFacts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What each reason is about and what it blocks, found out by running the rules over all facts. */
final class ReasonTable {
    /** Not a rule on facts: the marker a command carries is compared before anything is judged. */
    private static final Map<RecoveryReason, String> OUTSIDE_THE_RULES =
            Map.of(RecoveryReason.READINESS_STALE, "command");

    private static final List<String> ORDER = List.of("retry", "redeploy", "rollback", "candidate", "command");

    /** Where a reason occurs, and where its occurring forbids what is asked. */
    record Effect(Set<String> occursIn, Set<String> blocks) {}

    private ReasonTable() {}

    static Map<RecoveryReason, Effect> derive() {
        var effects = new EnumMap<RecoveryReason, Effect>(RecoveryReason.class);
        for (var reason : RecoveryReason.values()) {
            effects.put(reason, new Effect(new LinkedHashSet<>(), new LinkedHashSet<>()));
        }
        var well = GivenFacts.allIsWell();
        AllFacts.attempts()
                .forEach(a -> note(
                        effects, "retry", RecoveryPolicy.retry(new RecoveryFacts(a, well.resource(), List.of(), 0))));
        AllFacts.resources().forEach(r -> {
            note(effects, "retry", RecoveryPolicy.retry(new RecoveryFacts(well.attempt(), r, List.of(), 0)));
            note(effects, "redeploy", RecoveryPolicy.redeploy(r));
            note(effects, "rollback", general(r));
            note(effects, "candidate", RecoveryPolicy.candidate(GivenFacts.candidate(), r));
        });
        note(
                effects,
                "rollback",
                RecoveryPolicy.rollback(well.withoutCandidates().facts()));
        AllFacts.candidates(GivenFacts.GOOD)
                .forEach(c -> note(effects, "candidate", RecoveryPolicy.candidate(c, well.resource())));
        OUTSIDE_THE_RULES.forEach((reason, what) -> {
            effects.get(reason).occursIn().add(what);
            effects.get(reason).blocks().add(what);
        });
        return effects;
    }

    /** What is said of a rollback whatever the candidate: of a ready one nothing else is said. */
    private static Verdict general(ResourceFacts resource) {
        var own = RecoveryPolicy.candidate(GivenFacts.candidate(), resource).reasons();
        return Verdict.of(RecoveryPolicy.rollbackTo(GivenFacts.candidate(), resource).reasons().stream()
                .filter(r -> !own.contains(r)));
    }

    private static void note(Map<RecoveryReason, Effect> effects, String what, Verdict verdict) {
        for (var given : verdict.reasons()) {
            var effect = effects.get(reason(given));
            effect.occursIn().add(what);
            if (given.blocks()) {
                effect.blocks().add(what);
            }
        }
    }

    private static RecoveryReason reason(Reason given) {
        return Arrays.stream(RecoveryReason.values())
                .filter(r -> r.code().equals(given.code()))
                .findFirst()
                .orElseThrow();
    }

    static String document() {
        var rows = derive().entrySet().stream()
                .map(e -> "| `%s` | %s | %s | %s | %s |"
                        .formatted(
                                e.getKey().code(),
                                e.getKey().category().wire(),
                                listed(e.getValue().blocks()),
                                listed(without(
                                        e.getValue().occursIn(), e.getValue().blocks())),
                                e.getKey().advice()))
                .collect(Collectors.joining("\n"));
        return HEAD + rows + "\n";
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new LinkedHashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "–" : ORDER.stream().filter(names::contains).collect(Collectors.joining(", "));
    }

    private static final String HEAD = """
            # Why a recovery is allowed or not

            Generated from the rules by `RecoveryReasonsTest`; do not edit. After a change of the rules:
            `mvn -pl domain test -Dappaloft.docs.write=true`.

            Readiness and the commands read the same rules (`RecoveryPolicy`), so what readiness calls allowed the command admits, and
            what it blocks the command refuses for the same reasons. **Blocks** says what may not be done while the reason holds;
            **said of** names where it is only a caution or a remark. A *candidate* is one past success: a rollback needs one candidate
            that nothing blocks. *Command* means any command that carries a readiness marker.

            | reason | category | blocks | said of | what to do |
            |---|---|---|---|---|
            """;
}
