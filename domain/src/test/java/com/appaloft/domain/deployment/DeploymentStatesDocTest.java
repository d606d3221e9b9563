package com.appaloft.domain.deployment;

import static com.appaloft.domain.testing.GivenAttempt.ID;
import static com.appaloft.domain.testing.GivenAttempt.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.testing.CheckedIn;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Walks every state that commands can reach and draws what it saw. */
class DeploymentStatesDocTest {
    private final Map<Status, Map<Status, Set<String>>> moves = new TreeMap<>();
    private final Map<Status, Set<String>> accepted = new TreeMap<>();
    private final Map<Deployment, Boolean> seen = new HashMap<>();

    @Test
    void theDiagramOfStatesIsUpToDate() {
        walk();
        CheckedIn.isUpToDate("deployment-states.md", document());
    }

    @Test
    void everyStateIsReachedAndEndedOnesHaveNoWayOut() {
        walk();
        var reached = seen.keySet().stream().map(Deployment::status).collect(Collectors.toSet());
        assertThat(reached).containsExactlyInAnyOrder(Status.values());
        for (var status : Status.values()) {
            assertThat(moves.getOrDefault(status, Map.of()).isEmpty()).isEqualTo(status.terminal());
            assertThat(accepted.getOrDefault(status, Set.of()).equals(Set.of("Archive")))
                    .isEqualTo(status.terminal());
        }
    }

    private void walk() {
        var todo = new ArrayDeque<Deployment>();
        todo.add(GivenAttempt.created());
        var old = GivenAttempt.in(Status.FAILED);
        Deployment retry = null;
        for (var event : NewAttempt.retry(ID, old, Given.at(10))) {
            retry = DeploymentHistory.evolve(retry, event);
            todo.add(retry);
        }
        while (!todo.isEmpty()) {
            var state = todo.poll();
            if (seen.putIfAbsent(state, true) == null) {
                commands().forEach((name, variants) -> variants.forEach(c -> follow(state, name, c, todo)));
            }
        }
    }

    private void follow(Deployment state, String name, DeploymentCommand command, ArrayDeque<Deployment> todo) {
        if (!(DeploymentRules.decide(state, command) instanceof Decision.Accepted<DeploymentEvent> yes)) {
            return;
        }
        accepted.computeIfAbsent(state.status(), s -> new LinkedHashSet<>()).add(name);
        var after = yes.events().stream().reduce(state, DeploymentHistory::evolve, (a, b) -> b);
        if (after.status() != state.status()) {
            moves.computeIfAbsent(state.status(), s -> new TreeMap<>())
                    .computeIfAbsent(after.status(), s -> new TreeSet<>())
                    .add(name);
        }
        todo.add(after);
    }

    private static Map<String, List<DeploymentCommand>> commands() {
        var failure = new Failure(Phase.VERIFY, FailureCode.CONTAINER_EXITED, "It exited.", null);
        var all = new LinkedHashMap<String, List<DeploymentCommand>>();
        all.put(
                "StartPhase",
                Arrays.stream(Phase.values())
                        .<DeploymentCommand>map(p -> new DeploymentCommand.StartPhase(p, NOW))
                        .toList());
        all.put("FinishPhase", List.of(new DeploymentCommand.FinishPhase(Phase.DETECT, true, NOW)));
        all.put("CaptureSnapshot", List.of(new DeploymentCommand.CaptureSnapshot(Given.snapshot("v1", null), NOW)));
        all.put("RecordArtifact", List.of(new DeploymentCommand.RecordArtifact(Given.artifact("v1"), NOW)));
        all.put("Succeed", List.of(new DeploymentCommand.Succeed(null, NOW)));
        all.put("Fail", List.of(new DeploymentCommand.Fail(failure, NOW)));
        all.put("RollBack", List.of(new DeploymentCommand.RollBack(failure, null, NOW)));
        all.put("Interrupt", List.of(new DeploymentCommand.Interrupt("Lost.", NOW)));
        all.put("Abandon", List.of(new DeploymentCommand.Abandon("Nobody can look.", NOW)));
        all.put("RequestCancel", List.of(GivenAttempt.cancel(ID.value())));
        all.put("Archive", List.of(new DeploymentCommand.Archive(ID.value(), NOW)));
        all.put("ProveCanceled", List.of(new DeploymentCommand.ProveCanceled(NOW)));
        return all;
    }

    private String document() {
        var arrows = new StringBuilder();
        moves.forEach((from, targets) -> targets.forEach((to, names) ->
                arrows.append("    %s --> %s: %s%n".formatted(state(from), state(to), String.join(", ", names)))));
        Arrays.stream(Status.values())
                .filter(Status::terminal)
                .forEach(s -> arrows.append("    %s --> [*]%n".formatted(state(s))));
        var rows = Arrays.stream(Status.values())
                .map(s -> "| `%s` | %s | %s |"
                        .formatted(
                                s.wire(),
                                s.terminal() ? "terminal" : "active",
                                accepted.getOrDefault(s, Set.of()).isEmpty()
                                        ? "nothing"
                                        : String.join(", ", accepted.get(s))))
                .collect(Collectors.joining("\n"));
        return """
                # The states of a deployment attempt

                Generated by running `DeploymentRules` over every state that commands can reach (`DeploymentStatesDocTest`); do not
                edit. After a change of the rules: `mvn -pl domain test -Dappaloft.docs.write=true`.

                A retry or a rollback that begins with a snapshot is `planned` from the start. What is being canceled ends
                as `canceled`, and only when the host shows nothing of it; where its server was deactivated and
                nobody can look any more, as `interrupted`. A terminal state is final: archiving only hides the
                attempt from the default history.

                ```mermaid
                stateDiagram-v2
                    [*] --> created
                %s```

                | state | kind | commands it accepts |
                |---|---|---|
                %s
                """.formatted(arrows, rows);
    }

    private static String state(Status status) {
        return status.wire().replace('-', '_');
    }
}
