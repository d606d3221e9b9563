package com.appaloft.application.execution;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.ComposeTexts;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.application.source.ComposeReading;
import com.appaloft.domain.compose.ComposeModel;
import com.appaloft.domain.compose.ComposeVariables;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Detect, for compose: reads the file once, and pins every image that it names. */
@Component
class ComposeDetection {
    private final SourceFiles files;
    private final SourceArchives archives;
    private final ComposeReading reading;

    ComposeDetection(SourceFiles files, SourceArchives archives, ComposeReading reading) {
        this.files = files;
        this.archives = archives;
        this.reading = reading;
    }

    /** @param pin the image that a reference names now */
    ResolvedSource.Compose detect(Carried attempt, Source.Compose source, Function<String, ResolvedSource.Image> pin) {
        var content = switch (source.origin()) {
            case Source.LocalFolder folder -> files.folder(attempt, folder.locator(), null);
            case Source.GitRepository repository -> files.commit(attempt, repository);
        };
        var read = reading.read(
                source, path -> archives.file(content.archive(), path, ComposeTexts.MOST_BYTES), variables(attempt));
        read.accepted().notices().forEach(notice -> attempt.operation().line("system", notice));
        var model = read.accepted().model();
        mustHaveDockerfiles(content, model);
        return new ResolvedSource.Compose(source, read.file(), content, model, pinned(attempt, model, pin));
    }

    /** The resource's own environment, without the secrets that open what is deployed; nothing of this machine's. */
    private static ComposeVariables variables(Carried attempt) {
        var intent = attempt.request().intent();
        var environment = intent.environment();
        return ComposeVariables.of(
                environment.variables(),
                environment.secrets().keySet(),
                intent.profile().openers());
    }

    private void mustHaveDockerfiles(ResolvedSource.Files content, ComposeModel model) {
        model.services().forEach((name, service) -> {
            var build = service.build();
            if (build != null && !archives.contains(content.archive(), build.dockerfileInSource())) {
                throw new BackendFailure(
                        FailureCode.DOCKERFILE_MISSING,
                        "The service " + name + " is built from " + build.dockerfileInSource()
                                + ", which the source does not have.");
            }
        });
    }

    private static Map<String, ResolvedSource.Image> pinned(
            Carried attempt, ComposeModel model, Function<String, ResolvedSource.Image> pin) {
        var pinned = new TreeMap<String, ResolvedSource.Image>();
        model.services().forEach((name, service) -> {
            var image = service.image();
            if (image != null) {
                attempt.operation().throwIfCanceled();
                pinned.put(name, ServiceFailure.naming(name, () -> pin.apply(image)));
            }
        });
        return pinned;
    }
}
