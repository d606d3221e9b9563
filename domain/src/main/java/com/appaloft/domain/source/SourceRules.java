package com.appaloft.domain.source;

import com.appaloft.domain.shared.ImageName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a source must be to be written down at all: no secret and no way out of it in its names. */
public final class SourceRules {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");
    private static final Pattern SERVICE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}");
    private static final Pattern REF = Pattern.compile("[\\p{L}\\p{N}_.][\\p{L}\\p{N}_./+@#%=,-]{0,249}");

    /**
     * A rule that is broken.
     *
     * @param field name of the source's field
     * @param detail one sentence with the next step; never repeats the value, which may hold a secret
     */
    public record Broken(String field, String detail) {}

    private SourceRules() {}

    public static Optional<Broken> broken(Source source) {
        return switch (source) {
            case Source.DockerImage i -> image(i);
            case Source.LocalFolder f -> folder(f.locator(), "A local folder");
            case Source.StaticSite s -> folder(s.locator(), "A static site").or(() -> publish(s));
            case Source.GitRepository g -> git(g);
            case Source.Compose c -> compose(c);
        };
    }

    private static Optional<Broken> image(Source.DockerImage image) {
        if (!ImageName.isOne(image.locator())) {
            return broken(
                    "locator",
                    "An image is named like registry/app:v1 or registry/app@sha256:…; credentials belong into a secret of"
                            + " the environment, named by credentialsSecret.");
        }
        return secret(image.credentialsSecret());
    }

    private static Optional<Broken> folder(String locator, String what) {
        return !locator.startsWith("/") || List.of(locator.split("/")).contains("..")
                ? broken("locator", what + " is named by its absolute path, without .. in it.")
                : Optional.empty();
    }

    private static Optional<Broken> compose(Source.Compose compose) {
        return broken(compose.origin())
                .or(() -> compose.file() != null && leaves(compose.file())
                        ? broken("file", "The compose file is a relative path inside the folder or repository.")
                        : Optional.empty())
                .or(() -> compose.service() != null
                                && !SERVICE.matcher(compose.service()).matches()
                        ? broken("service", "Name one service of the compose file.")
                        : Optional.empty());
    }

    private static Optional<Broken> publish(Source.StaticSite site) {
        return site.publishDirectory() != null && leaves(site.publishDirectory())
                ? broken("publishDirectory", "The published directory is a relative path inside the folder.")
                : Optional.empty();
    }

    private static Optional<Broken> git(Source.GitRepository git) {
        return GitLocator.broken(git)
                .or(() -> git.gitRef() != null && !isRef(git.gitRef())
                        ? broken("gitRef", "A ref is the name of a branch or a tag, or a commit of 40 hex digits.")
                        : Optional.empty())
                .or(() -> git.baseDirectory() != null && leaves(git.baseDirectory())
                        ? broken("baseDirectory", "The base directory is a relative path inside the repository.")
                        : Optional.empty())
                .or(() -> secret(git.credentialsSecret()))
                .or(() -> git.hostKeyFingerprint() != null
                                && !FINGERPRINT
                                        .matcher(git.hostKeyFingerprint())
                                        .matches()
                        ? broken(
                                "hostKeyFingerprint",
                                "A fingerprint looks like SHA256: and 43 characters, as ssh-keygen -l prints it.")
                        : Optional.empty());
    }

    private static boolean isRef(String ref) {
        return REF.matcher(ref).matches()
                && !ref.contains("..")
                && !ref.contains("//")
                && !ref.contains("@{")
                && !ref.equals("@")
                && !ref.endsWith("/")
                && !ref.endsWith(".lock");
    }

    /** Whether a secret of an environment can be called so. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    private static Optional<Broken> secret(@Nullable String name) {
        return name != null && !isSecret(name)
                ? broken("credentialsSecret", "Name a secret of the environment, such as GIT_TOKEN; never the value.")
                : Optional.empty();
    }

    private static boolean leaves(String path) {
        return path.isBlank()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(Character::isISOControl)
                || List.of(path.split("/")).contains("..")
                || List.of(path.split("/")).contains(".git");
    }

    static Optional<Broken> broken(String field, String detail) {
        return Optional.of(new Broken(field, detail));
    }
}
