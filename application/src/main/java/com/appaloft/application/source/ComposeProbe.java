package com.appaloft.application.source;

import com.appaloft.application.port.ComposeTexts;
import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.GitRepositories.Remote;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackends;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.domain.compose.ComposeModel;
import com.appaloft.domain.source.Source;
import org.springframework.stereotype.Component;

/** Reads a compose file as a deployment would, asks the server for every image it names, and keeps nothing. */
@Component
class ComposeProbe implements SourceProbe {
    private final ComposeTexts texts;
    private final ComposeReading reading;
    private final GitRepositories repositories;
    private final RuntimeBackends backends;

    ComposeProbe(ComposeTexts texts, ComposeReading reading, GitRepositories repositories, RuntimeBackends backends) {
        this.texts = texts;
        this.reading = reading;
        this.repositories = repositories;
        this.backends = backends;
    }

    @Override
    public String kind() {
        return "compose";
    }

    @Override
    public String look(Question question, Operation operation) {
        if (!(question.source() instanceof Source.Compose source)) {
            throw new IllegalArgumentException("only compose sources are looked at here, not "
                    + question.source().kind());
        }
        var read = switch (source.origin()) {
            case Source.LocalFolder folder ->
                reading.read(source, path -> texts.inFolder(folder.locator(), path), question.variables());
            case Source.GitRepository repository -> {
                var remote = new Remote(repository, question.credentials());
                var commit = repositories.commit(remote, operation);
                yield reading.read(
                        source,
                        path -> repositories.file(remote, commit, path, ComposeTexts.MOST_BYTES, operation),
                        question.variables());
            }
        };
        var model = read.accepted().model();
        locateAll(question, model, operation);
        return read.file() + " was read: " + String.join(", ", model.services().keySet()) + "; " + model.entry()
                + " serves.";
    }

    private void locateAll(Question question, ComposeModel model, Operation operation) {
        var backend = backends.of(question.server());
        model.services().values().forEach(service -> {
            var image = service.image();
            if (image != null) {
                operation.throwIfCanceled();
                backend.locate(question.server(), image, question.logins().of(image), operation);
            }
        });
    }
}
