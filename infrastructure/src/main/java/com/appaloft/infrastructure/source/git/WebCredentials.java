package com.appaloft.infrastructure.source.git;

import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Gives user and token to the host they were meant for, and to no other that a redirect may lead to. */
final class WebCredentials extends CredentialsProvider {
    /** Hosts that take a bare token ask for some user's name all the same. */
    private static final String ANYBODY = "x-access-token";

    private final URIish meant;
    private final @Nullable String secret;

    WebCredentials(URIish meant, @Nullable String secret) {
        this.meant = meant;
        this.secret = secret == null ? null : secret.strip();
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (var item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish asking, CredentialItem... items) {
        if (secret == null || !sameHost(asking)) {
            return false;
        }
        int colon = secret.indexOf(':');
        for (var item : items) {
            switch (item) {
                case CredentialItem.Username user -> user.setValue(colon < 1 ? ANYBODY : secret.substring(0, colon));
                case CredentialItem.Password password ->
                    password.setValue(secret.substring(colon + 1).toCharArray());
                default -> throw new UnsupportedCredentialItem(asking, item.getPromptText());
            }
        }
        return true;
    }

    private boolean sameHost(URIish asking) {
        return String.valueOf(meant.getHost()).equalsIgnoreCase(asking.getHost())
                && String.valueOf(meant.getScheme()).equals(asking.getScheme())
                && meant.getPort() == asking.getPort();
    }
}
