package com.appaloft.application.source;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.application.port.SourceProbe.Question;
import com.appaloft.domain.compose.ComposeVariables;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.workspace.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Finds out, within a time limit, whether a source can be read now. */
@Component
public class SourceProbes {
    private static final Logger log = LoggerFactory.getLogger(SourceProbes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What was found out.
     *
     * @param evidence what was seen, in one sentence
     * @param advice what to do where it cannot be read, else empty
     */
    public record Probe(boolean readable, String evidence, String advice) {}

    private final Map<String, SourceProbe> probes;
    private final CurrentCredentials credentials;
    private final Duration patience;

    @Autowired
    SourceProbes(List<SourceProbe> probes, CurrentCredentials credentials) {
        this(probes, credentials, PATIENCE);
    }

    SourceProbes(List<SourceProbe> probes, CurrentCredentials credentials, Duration patience) {
        this.probes = probes.stream().collect(Collectors.toMap(SourceProbe::kind, Function.identity()));
        this.credentials = credentials;
        this.patience = patience;
    }

    /** Never throws: that it cannot be told is an answer too. */
    public Probe probe(Server server, Profile profile, Environment environment) {
        var source = profile.source();
        var probe = probes.get(source.kind());
        if (probe == null) {
            return new Probe(
                    false,
                    "Sources of kind " + source.kind() + " cannot be looked at before they are deployed.",
                    "Deploy it to see whether it can be read.");
        }
        var operation = Operation.quiet();
        var looking = new FutureTask<>(() -> probe.look(
                new Question(
                        server,
                        source,
                        credentials.of(source, environment),
                        ComposeVariables.of(
                                environment.variables(), environment.secrets().keySet(), profile.openers()),
                        credentials.logins(profile.runtime(), environment)),
                operation));
        Thread.ofVirtual().name("source-probe").start(looking);
        try {
            return new Probe(true, looking.get(patience.toMillis(), TimeUnit.MILLISECONDS), "");
        } catch (TimeoutException e) {
            operation.cancel();
            return unreadable("Nobody answered within " + patience.toSeconds() + " s.");
        } catch (ExecutionException e) {
            return failed(e);
        } catch (InterruptedException e) {
            operation.cancel();
            Thread.currentThread().interrupt();
            return unreadable("The control plane is stopping.");
        }
    }

    private static Probe failed(ExecutionException broken) {
        if (broken.getCause() instanceof BackendFailure failure) {
            return new Probe(
                    false,
                    failure.code().wire() + ": " + failure.sentence(),
                    failure.code().category().advice());
        }
        log.warn("A source could not be looked at.", broken);
        return unreadable("The control plane failed while it looked; its own log says why.");
    }

    private static Probe unreadable(String evidence) {
        return new Probe(false, evidence, "Look again, or run the connectivity check of the server.");
    }
}
