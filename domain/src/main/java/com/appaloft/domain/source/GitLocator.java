package com.appaloft.domain.source;

import com.appaloft.domain.source.SourceRules.Broken;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which addresses of repositories are taken: https, http, ssh and file, without a password in them. */
public final class GitLocator {
    private static final Pattern USER_AT_HOST = Pattern.compile("([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+):([^:/].*|/[^/].*)");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private GitLocator() {}

    /** Whether it is reached over ssh, with a key instead of a password. */
    public static boolean overSsh(String locator) {
        return USER_AT_HOST.matcher(locator).matches()
                || locator.toLowerCase(Locale.ROOT).startsWith("ssh://");
    }

    static Optional<Broken> broken(Source.GitRepository git) {
        var locator = git.locator();
        if (locator.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            return locator("The address of a repository has no spaces.");
        }
        if (USER_AT_HOST.matcher(locator).matches()) {
            return leaves(locator.substring(locator.indexOf(':') + 1)) ? stepsUp() : known(git);
        }
        var address = parsed(locator);
        if (address == null || address.getScheme() == null || address.isOpaque() || address.getPath() == null) {
            return kinds();
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            return locator("The address of a repository has no ? and no #; the ref belongs into gitRef.");
        }
        if (leaves(address.getPath())) {
            return stepsUp();
        }
        return switch (address.getScheme()) {
            case "https" -> web(git, address);
            case "http" -> web(git, address).or(() -> plain(git, address));
            case "ssh" -> ssh(git, address);
            case "file" -> file(git, address);
            default -> kinds();
        };
    }

    private static Optional<Broken> web(Source.GitRepository git, URI address) {
        if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
            return locator(
                    "The address of a repository holds no user and no password, which would be shown to everybody;"
                            + " put user:token into a secret of the environment and name it in credentialsSecret.");
        }
        return address.getHost() == null ? kinds() : withoutFingerprint(git);
    }

    /** A token sent in the clear is everybody's. */
    private static Optional<Broken> plain(Source.GitRepository git, URI address) {
        return git.credentialsSecret() != null && !LOOPBACK.contains(address.getHost())
                ? locator("Credentials are sent over https or ssh only.")
                : Optional.empty();
    }

    private static Optional<Broken> ssh(Source.GitRepository git, URI address) {
        if (address.getHost() == null) {
            return kinds();
        }
        var user = address.getRawUserInfo();
        return user != null && !USER.matcher(user).matches()
                ? locator("The address of a repository holds no password; put the private key into a secret of the"
                        + " environment and name it in credentialsSecret.")
                : known(git);
    }

    private static Optional<Broken> file(Source.GitRepository git, URI address) {
        if (address.getRawAuthority() != null || !git.locator().startsWith("file:///")) {
            return locator("A repository on this machine is named file:// and its absolute path.");
        }
        return git.credentialsSecret() != null
                ? SourceRules.broken("credentialsSecret", "A repository on this machine needs no credentials.")
                : withoutFingerprint(git);
    }

    private static Optional<Broken> known(Source.GitRepository git) {
        return git.hostKeyFingerprint() == null
                ? SourceRules.broken(
                        "hostKeyFingerprint",
                        "An ssh host's key is never accepted unseen: give the fingerprint its owner publishes,"
                                + " SHA256: and 43 characters.")
                : Optional.empty();
    }

    private static Optional<Broken> withoutFingerprint(Source.GitRepository git) {
        return git.hostKeyFingerprint() == null
                ? Optional.empty()
                : SourceRules.broken("hostKeyFingerprint", "Only an ssh host has a key; leave the fingerprint out.");
    }

    private static @Nullable URI parsed(String locator) {
        try {
            return new URI(locator);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean leaves(String path) {
        return List.of(path.split("/")).contains("..");
    }

    private static Optional<Broken> stepsUp() {
        return locator("The address of a repository has no .. in its path.");
    }

    private static Optional<Broken> kinds() {
        return locator("A repository is named https://…, ssh://user@host/…, user@host:… or file:///….");
    }

    private static Optional<Broken> locator(String detail) {
        return SourceRules.broken("locator", detail);
    }
}
