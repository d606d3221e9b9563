package com.appaloft.application.source;

import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.GitRepositories.Remote;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceProbe;
import com.appaloft.domain.source.Source;
import org.springframework.stereotype.Component;

/** Asks a repository which commit the ref names, and reads it where that alone would not tell whether it can be read. */
@Component
class GitProbe implements SourceProbe {
    private final GitRepositories repositories;

    GitProbe(GitRepositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public String kind() {
        return "git-repository";
    }

    @Override
    public String look(Question question, Operation operation) {
        if (!(question.source() instanceof Source.GitRepository source)) {
            throw new IllegalArgumentException("only repositories are looked at here, not "
                    + question.source().kind());
        }
        var remote = new Remote(source, question.credentials());
        var commit = repositories.commit(remote, operation);
        if (commit.equals(source.gitRef()) || source.baseDirectory() != null) {
            // a commit that is named by its digits was not asked for yet, and neither was a directory
            repositories.file(remote, commit, "appaloft.yml", 1, operation);
        }
        return "The repository answered: " + (source.gitRef() == null ? "its branch" : source.gitRef()) + " is at "
                + commit + ".";
    }
}
