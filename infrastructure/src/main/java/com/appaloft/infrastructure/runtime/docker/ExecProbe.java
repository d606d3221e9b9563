package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.HealthAnswer;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.HealthSpec;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks by running a command in the container; exit code 0 is well. */
@SuppressWarnings("try") // resources that are only there to be closed
final class ExecProbe {
    static final String ATTACHED = "{\"Detach\":false,\"Tty\":false}";

    private final Engine engine;

    ExecProbe(Engine engine) {
        this.engine = engine;
    }

    HealthAnswer ask(String container, HealthSpec.Command spec, Operation operation) {
        int seconds = Math.max(1, spec.timeoutSeconds());
        // the same way out for "took too long" as for "canceled": the stream of the command is closed
        Operation limited = Operation.quiet();
        try (Operation.Registration canceled = operation.onCancel(limited::cancel)) {
            Thread alarm = Thread.ofVirtual().start(() -> cancelAfter(seconds, limited));
            try {
                return run(container, spec, limited);
            } finally {
                alarm.interrupt();
            }
        } catch (RuntimeException e) {
            operation.throwIfCanceled();
            if (limited.canceled()) {
                return new HealthAnswer(Health.NOT_YET, "The command took longer than " + seconds + " s.", false);
            }
            throw EngineErrors.failure(FailureCode.UNEXPECTED, e);
        }
    }

    private HealthAnswer run(String container, HealthSpec.Command spec, Operation limited) {
        var said = new StringBuilder();
        String exec;
        try {
            exec = engine.client()
                    .execCreateCmd(container)
                    .withCmd(spec.command().toArray(String[]::new))
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            var lines = new LineSplitter((stream, line) -> keep(said, line));
            try (EngineStream output = engine.open(
                    EngineRequest.post("/exec/" + exec + "/start", Map.of()).with(ATTACHED), limited)) {
                output.eachFrame(lines::bytes);
            }
            lines.end();
        } catch (NotFoundException | ConflictException e) {
            return new HealthAnswer(Health.NOT_YET, "The process is not running.", false);
        } catch (BadRequestException e) {
            return new HealthAnswer(Health.NOT_YET, "The command cannot be run: " + EngineErrors.sentence(e), true);
        }
        limited.throwIfCanceled();
        return answer(engine.client().inspectExecCmd(exec).exec().getExitCodeLong(), said.toString());
    }

    static HealthAnswer answer(@Nullable Long exitCode, String said) {
        if (exitCode == null) {
            return new HealthAnswer(Health.NOT_YET, "The command has not ended.", false);
        }
        return exitCode == 0
                ? new HealthAnswer(Health.HEALTHY, "Exit code 0.", true)
                : new HealthAnswer(
                        Health.NOT_YET, "Exit code " + exitCode + (said.isEmpty() ? "." : ": " + said), true);
    }

    /** Each line stays one, so that what is left of a secret where it was cut can be told and masked. */
    static void keep(StringBuilder said, String line) {
        if (said.length() < 500) {
            said.append(said.isEmpty() ? "" : "\n").append(line, 0, Math.min(line.length(), 200));
        }
    }

    private static void cancelAfter(int seconds, Operation limited) {
        try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
            limited.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
