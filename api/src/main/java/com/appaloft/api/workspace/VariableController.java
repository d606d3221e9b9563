package com.appaloft.api.workspace;

import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.Asked;
import com.appaloft.application.workspace.VariableHandler;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.projections.workspace.EnvironmentQueries;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The variables and secrets of an environment; what is secret is written here and never read. */
@RestController
@RequestMapping("/api/environments/{id}/variables")
class VariableController {
    private static final String KEY = "Idempotency-Key";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int LONGEST_VALUE = 65_536;

    record Value(@Nullable String value, @Nullable Boolean secret) {
        @Override
        public String toString() {
            return "a value";
        }
    }

    private final VariableHandler variables;
    private final EnvironmentQueries environments;

    VariableController(VariableHandler variables, EnvironmentQueries environments) {
        this.variables = variables;
        this.environments = environments;
    }

    @GetMapping
    Listed<VariableAnswer> list(@PathVariable String id) {
        return environments
                .find(environment(id))
                .map(view -> new Listed<>(VariableAnswer.allOf(view.environment()), null))
                .orElseThrow(() -> Problem.notFound("environment", id).asRefusal());
    }

    @PutMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void set(
            @PathVariable String id,
            @PathVariable String name,
            @RequestBody Value wanted,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        if (!NAME.matcher(name).matches()) {
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
        var asked = "set " + id + " " + name + " ";
        if (Boolean.TRUE.equals(wanted.secret())) {
            var once = key == null ? null : Asked.key(key, asked + variables.fingerprint(value));
            variables.setSecret(environment(id), name, value, once);
        } else {
            variables.set(environment(id), name, value, Asked.key(key, asked + "plain " + value));
        }
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable String id,
            @PathVariable String name,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        variables.remove(environment(id), known(name), Asked.key(key, "remove " + id + " " + name));
    }

    /** Destroys the value; what ran with it can never be retried or rolled back to again. */
    @DeleteMapping("/{name}/versions/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteVersion(
            @PathVariable String id,
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String confirm,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        if (!VERSION.matcher(version).matches()) {
            throw Problem.notFound("version of the secret", "of that number").asRefusal();
        }
        variables.deleteVersion(
                environment(id),
                known(name),
                Integer.parseInt(version),
                Checks.present(confirm, "confirm"),
                Asked.key(key, "delete " + id + " " + name + " " + version + " " + confirm));
    }

    /** A name that cannot be one is not repeated to anybody. */
    private static String known(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such variable; list them to find the right name.")
                    .asRefusal();
        }
        return name;
    }

    private static EnvironmentId environment(String id) {
        return Checks.pathId(id, EnvironmentId::new, "environment");
    }
}
