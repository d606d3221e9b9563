package com.appaloft.cli.workspace;

import com.appaloft.cli.http.Json;
import com.appaloft.cli.http.Route;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What keeps secrets secret. */
@Command(name = "secrets", description = "The keys that secrets are encrypted with.", mixinStandardHelpOptions = true)
public final class Secrets {

    @Command(
            name = "rotate-key",
            description = "Encrypt every secret with a new key and forget the old one; finishes what was interrupted.",
            mixinStandardHelpOptions = true)
    int rotateKey(@Mixin Session session) {
        var answer = session.api().post(Route.to("secrets", "rotate-key"));
        return session.tell(
                answer,
                screen -> screen.say(Screen.clean(Json.text(answer.json(), "/reencrypted"))
                        + " values are encrypted with the key " + Screen.clean(Json.text(answer.json(), "/keyId"))
                        + " now; back up secrets.key together with the database."));
    }
}
