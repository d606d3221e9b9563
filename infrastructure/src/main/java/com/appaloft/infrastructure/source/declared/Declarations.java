package com.appaloft.infrastructure.source.declared;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceArchives;
import com.appaloft.application.port.SourceDeclarations;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads {@code appaloft.yml} at the root of a source; an image has none. */
@Component
public final class Declarations implements SourceDeclarations {
    static final String FILE = "appaloft.yml";

    private final SourceArchives archives;
    private final GitRepositories repositories;

    public Declarations(SourceArchives archives, GitRepositories repositories) {
        this.archives = archives;
        this.repositories = repositories;
    }

    @Override
    public SourceSighting of(Source source, ResolvedSource resolved) {
        return switch (resolved) {
            case ResolvedSource.Image image -> SourceSighting.NOTHING;
            case ResolvedSource.Folder folder -> kept(folder.archive(), GitOrigin.of(Path.of(folder.locator())));
            case ResolvedSource.Git git -> kept(git.archive(), null);
            case ResolvedSource.Site site -> of(source, site.content());
            case ResolvedSource.Compose compose -> of(source, compose.content());
        };
    }

    @Override
    public SourceSighting now(Source source, @Nullable String credentials, Operation operation) {
        return switch (source) {
            case Source.DockerImage image -> SourceSighting.NOTHING;
            case Source.LocalFolder folder -> folder(Path.of(folder.locator()));
            case Source.StaticSite site -> folder(published(site));
            case Source.GitRepository repository ->
                committed(new GitRepositories.Remote(repository, credentials), operation);
            case Source.Compose compose -> now(compose.origin(), credentials, operation);
        };
    }

    private SourceSighting committed(GitRepositories.Remote remote, Operation operation) {
        var commit = repositories.commit(remote, operation);
        var file = repositories.file(remote, commit, FILE, YamlTree.MOST_BYTES, operation);
        return Declaration.read(file.orElse(new byte[0]), null);
    }

    private static Path published(Source.StaticSite site) {
        var folder = Path.of(site.locator());
        return site.publishDirectory() == null ? folder : folder.resolve(site.publishDirectory());
    }

    private SourceSighting kept(String archive, @Nullable String origin) {
        return Declaration.read(
                archives.file(archive, FILE, YamlTree.MOST_BYTES).orElse(new byte[0]), origin);
    }

    private static SourceSighting folder(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND,
                    folder + " is not a folder that this server can read; give its absolute path.");
        }
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Declaration.read(new byte[0], GitOrigin.of(folder));
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Declaration.read(in.readNBytes(YamlTree.MOST_BYTES + 1), GitOrigin.of(folder));
        } catch (IOException e) {
            throw new BackendFailure(
                    FailureCode.SOURCE_NOT_FOUND, FILE + " of " + folder + " may not be read.", e.getMessage(), e);
        }
    }
}
