package com.appaloft.api.resource;

import com.appaloft.api.json.Checks;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.source.SourceRules;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source as requests and answers show it (API.md {@code source}); each kind has the fields it needs and no other. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceFields(
        @Nullable String kind,
        @Nullable String locator,
        @Nullable String gitRef,
        @Nullable String baseDirectory,
        @Nullable String publishDirectory,
        @Nullable String credentialsSecret,
        @Nullable String hostKeyFingerprint,
        @Nullable String file,
        @Nullable String service) {
    private record Field(String name, @Nullable String value) {}

    public static SourceFields of(Source source) {
        return switch (source) {
            case Source.DockerImage i -> of(i, null, null, i.credentialsSecret());
            case Source.LocalFolder f -> of(f, null, null, null);
            case Source.GitRepository g -> of(g, g, null, g.credentialsSecret());
            case Source.StaticSite s -> of(s, null, s.publishDirectory(), null);
            case Source.Compose c -> {
                var git = c.origin() instanceof Source.GitRepository g ? g : null;
                yield of(c, git, null, c.credentials()).with(c.file(), c.service());
            }
        };
    }

    /** @param git the repository it is or lies in */
    private static SourceFields of(
            Source source,
            Source.@Nullable GitRepository git,
            @Nullable String publishDirectory,
            @Nullable String credentialsSecret) {
        return new SourceFields(
                source.kind(),
                source.locator(),
                git == null ? null : git.gitRef(),
                git == null ? null : git.baseDirectory(),
                publishDirectory,
                credentialsSecret,
                git == null ? null : git.hostKeyFingerprint(),
                null,
                null);
    }

    private SourceFields with(@Nullable String composeFile, @Nullable String entry) {
        return new SourceFields(
                kind,
                locator,
                gitRef,
                baseDirectory,
                publishDirectory,
                credentialsSecret,
                hostKeyFingerprint,
                composeFile,
                entry);
    }

    /** What somebody believes it is: only to be compared with what it is, so it need not be one that could be written down. */
    Source believed(String pointer) {
        var where = Checks.text(locator, pointer + "/locator");
        return source(Checks.present(kind, pointer + "/kind"), where, pointer);
    }

    public Source read(String pointer) {
        var source = believed(pointer);
        SourceRules.broken(source).ifPresent(rule -> {
            throw Problem.invalid(pointer + "/" + rule.field(), rule.detail()).asRefusal();
        });
        return source;
    }

    private Source source(String named, String where, String pointer) {
        return switch (named) {
            case "docker-image" -> {
                only(named, pointer, "credentialsSecret");
                yield new Source.DockerImage(where, text("credentialsSecret", pointer));
            }
            case "local-folder" -> {
                only(named, pointer);
                yield new Source.LocalFolder(where);
            }
            case "git-repository" -> {
                only(named, pointer, "gitRef", "baseDirectory", "credentialsSecret", "hostKeyFingerprint");
                yield repository(where, pointer);
            }
            case "static-site" -> {
                only(named, pointer, "publishDirectory");
                yield new Source.StaticSite(where, text("publishDirectory", pointer));
            }
            case "compose" -> compose(where, pointer);
            default -> throw kind(pointer, "There is no such kind of source");
        };
    }

    private Source.GitRepository repository(String where, String pointer) {
        return new Source.GitRepository(
                where,
                text("gitRef", pointer),
                text("baseDirectory", pointer),
                text("credentialsSecret", pointer),
                text("hostKeyFingerprint", pointer));
    }

    /** In a folder where the place is a path, else in a repository. */
    private Source compose(String where, String pointer) {
        boolean folder = where.startsWith("/");
        if (folder) {
            only("compose in a folder", pointer, "file", "service");
        } else {
            only(
                    "compose",
                    pointer,
                    "file",
                    "service",
                    "gitRef",
                    "baseDirectory",
                    "credentialsSecret",
                    "hostKeyFingerprint");
        }
        return new Source.Compose(
                folder ? new Source.LocalFolder(where) : repository(where, pointer),
                text("file", pointer),
                text("service", pointer));
    }

    private static RuntimeException kind(String pointer, String what) {
        return Problem.invalid(
                        pointer + "/kind",
                        what + "; choose docker-image, git-repository, local-folder, compose or static-site.")
                .asRefusal();
    }

    private void only(String named, String pointer, String... allowed) {
        for (var field : fields()) {
            if (field.value() != null && !List.of(allowed).contains(field.name())) {
                throw Problem.invalid(
                                pointer + "/" + field.name(),
                                "A source of kind " + named + " has no " + field.name() + "; leave it out.")
                        .asRefusal();
            }
        }
    }

    private @Nullable String text(String name, String pointer) {
        for (var field : fields()) {
            if (field.name().equals(name) && field.value() != null) {
                return Checks.text(field.value(), pointer + "/" + name);
            }
        }
        return null;
    }

    private List<Field> fields() {
        var all = new ArrayList<Field>();
        all.add(new Field("gitRef", gitRef));
        all.add(new Field("baseDirectory", baseDirectory));
        all.add(new Field("publishDirectory", publishDirectory));
        all.add(new Field("credentialsSecret", credentialsSecret));
        all.add(new Field("hostKeyFingerprint", hostKeyFingerprint));
        all.add(new Field("file", file));
        all.add(new Field("service", service));
        return all;
    }
}
