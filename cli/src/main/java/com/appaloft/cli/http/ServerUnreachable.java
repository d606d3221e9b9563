package com.appaloft.cli.http;

import java.net.URI;

/** Nobody answered; the message is one sentence with the next step. */
public final class ServerUnreachable extends RuntimeException {
    ServerUnreachable(URI base, String what, Throwable cause) {
        super("The server at " + base + " " + what + "; start it with `appaloft serve` or set APPALOFT_URL.", cause);
    }
}
