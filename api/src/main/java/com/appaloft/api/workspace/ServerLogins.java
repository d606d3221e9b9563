package com.appaloft.api.workspace;

import com.appaloft.api.json.Checks;
import com.appaloft.api.workspace.ServerController.NewServer;
import com.appaloft.application.port.ServerKeys.PrivateKey;
import com.appaloft.application.workspace.ServerHandler;
import com.appaloft.application.workspace.ServerHandler.Login;
import com.appaloft.domain.shared.Problem;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a server is reached over SSH, strictly. */
final class ServerLogins {
    private static final int SSH_PORT = 22;
    private static final int LONGEST_KEY = 32_768;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,39}");
    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,31}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,180}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

    private ServerLogins() {}

    /** Nothing for a kind that is not reached over SSH, which may have none of these fields. */
    static @Nullable Login of(String kind, NewServer wanted) {
        if (!kind.equals(ServerHandler.OVER_SSH)) {
            nothingOfSsh(kind, wanted);
            return null;
        }
        var hostKey = wanted.hostKeyFingerprint();
        return new Login(
                matching(wanted.host(), HOST, "/host", "Give a host name or an IP address."),
                wanted.port() == null ? SSH_PORT : Checks.between(wanted.port(), 1, 65_535, "/port"),
                matching(wanted.user(), USER, "/user", "Give the name of a user of the server."),
                key(wanted.privateKey(), wanted.passphrase()),
                hostKey == null ? null : fingerprint(hostKey, "/hostKeyFingerprint"));
    }

    static PrivateKey key(@Nullable String text, @Nullable String passphrase) {
        var key = Checks.present(text, "/privateKey");
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.invalid("/privateKey", "Give a private key of at most 32768 characters.")
                    .asRefusal();
        }
        return new PrivateKey(key, passphrase == null ? null : Checks.text(passphrase, "/passphrase"));
    }

    static String domain(@Nullable String text) {
        return matching(text, DOMAIN, "/domain", "Give a domain in small letters, e.g. apps.example.com.");
    }

    static String fingerprint(@Nullable String text, String pointer) {
        return matching(
                text, FINGERPRINT, pointer, "Give a fingerprint as ssh-keygen -l shows it: SHA256: and 43 characters.");
    }

    private static void nothingOfSsh(String kind, NewServer wanted) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("/host", wanted.host());
        fields.put("/port", wanted.port());
        fields.put("/user", wanted.user());
        fields.put("/privateKey", wanted.privateKey());
        fields.put("/passphrase", wanted.passphrase());
        fields.put("/hostKeyFingerprint", wanted.hostKeyFingerprint());
        fields.forEach((pointer, value) -> {
            if (value != null) {
                throw Problem.invalid(pointer, "A server of kind " + kind + " is not reached over SSH.")
                        .asRefusal();
            }
        });
    }

    private static String matching(@Nullable String text, Pattern pattern, String pointer, String otherwise) {
        var given = Checks.present(text, pointer);
        if (!pattern.matcher(given).matches()) {
            throw Problem.invalid(pointer, otherwise).asRefusal();
        }
        return given;
    }
}
