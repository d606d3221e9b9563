package com.appaloft.api.workspace;

import com.appaloft.api.answer.Created;
import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.application.workspace.WorkspaceHandler;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.projections.workspace.EnvironmentQueries;
import com.appaloft.projections.workspace.EnvironmentView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Environments and their lock. */
@RestController
@RequestMapping("/api/environments")
class EnvironmentController {
    private static final Map<String, Environment.Kind> KINDS = Arrays.stream(Environment.Kind.values())
            .collect(Collectors.toMap(Environment.Kind::wire, Function.identity(), (a, b) -> a, TreeMap::new));

    record NewEnvironment(
            @Nullable String projectId,
            @Nullable String name,
            @Nullable String kind) {}

    /** @param secrets name to current version; a value is never readable again */
    record EnvironmentAnswer(
            String id,
            String projectId,
            String name,
            String kind,
            boolean locked,
            Map<String, String> variables,
            Map<String, Integer> secrets,
            Instant createdAt) {
        static EnvironmentAnswer of(EnvironmentView view) {
            var e = view.environment();
            return new EnvironmentAnswer(
                    e.id().value(),
                    e.projectId().value(),
                    e.name(),
                    e.kind().wire(),
                    e.locked(),
                    new TreeMap<>(e.variables()),
                    new TreeMap<>(e.secrets()),
                    view.createdAt());
        }
    }

    private final WorkspaceHandler workspace;
    private final EnvironmentQueries environments;

    EnvironmentController(WorkspaceHandler workspace, EnvironmentQueries environments) {
        this.workspace = workspace;
        this.environments = environments;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody NewEnvironment wanted) {
        var project = Checks.id(wanted.projectId(), ProjectId::new, "/projectId");
        var name = Checks.name(wanted.name(), "/name");
        var kind = Checks.oneOf(wanted.kind(), KINDS, "/kind");
        return new Created(workspace.createEnvironment(project, name, kind).value());
    }

    @GetMapping
    Listed<EnvironmentAnswer> list(
            @RequestParam(required = false) @Nullable String projectId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var project = Checks.idIfGiven(projectId, ProjectId::new, "projectId");
        return Listed.of(environments.page(project, Checks.pageSize(limit, 50), cursor), EnvironmentAnswer::of);
    }

    @GetMapping("/{id}")
    EnvironmentAnswer show(@PathVariable String id) {
        return environments
                .find(environment(id))
                .map(EnvironmentAnswer::of)
                .orElseThrow(() -> Problem.notFound("environment", id).asRefusal());
    }

    @PostMapping("/{id}/lock")
    EnvironmentAnswer lock(@PathVariable String id) {
        workspace.lock(environment(id));
        return show(id);
    }

    @PostMapping("/{id}/unlock")
    EnvironmentAnswer unlock(@PathVariable String id) {
        workspace.unlock(environment(id));
        return show(id);
    }

    private static EnvironmentId environment(String id) {
        return Checks.pathId(id, EnvironmentId::new, "environment");
    }
}
