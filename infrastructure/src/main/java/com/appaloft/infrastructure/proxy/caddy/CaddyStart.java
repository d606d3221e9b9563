package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Seen;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Wanted;
import java.util.List;
import java.util.Map;

/** With what the proxy of a server is started. */
record CaddyStart(CaddySettings settings, CaddyConfig config) {
    static final String KEPT_IN = "/config/caddy";
    /** Where Caddy writes down what it was told last. */
    static final String KEPT = KEPT_IN + "/autosave.json";

    private static final String FIRST_CONFIG = "/appaloft.json";

    /** The file is for the first start; later ones go on with what was told last. */
    private static final List<String> COMMAND = List.of("caddy", "run", "--resume", "--config", FIRST_CONFIG);

    private static final List<String> ENVIRONMENT = List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            // reading where a name leads takes a lot of memory for a moment
            "GOGC=400",
            "XDG_CONFIG_HOME=/config",
            "XDG_DATA_HOME=/data");

    String image() {
        return settings.image();
    }

    int httpPort() {
        return settings.httpPort();
    }

    /** In what one that runs is not as it would be started now; empty where it is. */
    String differs(Server server, Seen seen) {
        var wanted = of(server, "");
        var words = new StringBuilder();
        if (!seen.image().equals(wanted.image())) {
            words.append(" It was started from ")
                    .append(seen.image())
                    .append(", and ")
                    .append(wanted.image())
                    .append(" is configured.");
        }
        if (seen.httpPort() != wanted.httpPort() || seen.httpsPort() != wanted.httpsPort()) {
            words.append(" It listens at ")
                    .append(seen.httpPort() + " and " + seen.httpsPort())
                    .append(", and ")
                    .append(wanted.httpPort() + " and " + wanted.httpsPort())
                    .append(" are configured.");
        }
        return words.toString();
    }

    /** @param folder of the server, for the admin socket */
    Wanted of(Server server, String folder) {
        return new Wanted(
                settings.image(),
                COMMAND,
                ENVIRONMENT,
                Map.of(FIRST_CONFIG, config.first().toString()),
                server.access() == null ? settings.localAddress() : "0.0.0.0",
                settings.httpPort(),
                settings.httpsPort(),
                folder);
    }
}
