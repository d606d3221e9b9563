package com.appaloft.api.workspace;

import com.appaloft.api.answer.Created;
import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.application.workspace.WorkspaceHandler;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.projections.workspace.EnvironmentQueries;
import com.appaloft.projections.workspace.EnvironmentView;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Environments, their variables and secrets, and their lock. */
@RestController
@RequestMapping("/api/environments")
class EnvironmentController {
    private static final Map<String, Environment.Kind> KINDS = Arrays.stream(Environment.Kind.values())
            .collect(Collectors.toMap(Environment.Kind::wire, Function.identity(), (a, b) -> a, TreeMap::new));
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final int LONGEST_VALUE = 65_536;

    record NewEnvironment(
            @Nullable String projectId,
            @Nullable String name,
            @Nullable String kind) {}

    record Value(@Nullable String value, @Nullable Boolean secret) {}

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

    @PutMapping("/{id}/variables/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(@PathVariable String id, @PathVariable String name, @RequestBody Value wanted) {
        if (!VARIABLE.matcher(name).matches()) {
            throw Problem.of(
                            ProblemCode.VALIDATION_ERROR,
                            "A variable's name has letters, digits and _ and does not start with a digit.")
                    .asRefusal();
        }
        var value = Checks.present(wanted.value(), "/value");
        if (value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
            throw Problem.invalid("/value", "A value has at most 65536 characters and no NUL.")
                    .asRefusal();
        }
        if (Boolean.TRUE.equals(wanted.secret())) {
            workspace.setSecret(environment(id), name, value);
        } else {
            workspace.setVariable(environment(id), name, value);
        }
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
