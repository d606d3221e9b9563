package com.appaloft.infrastructure.ssh;

import java.io.IOException;

/** The connection to a server broke while it was used: nobody knows whether the server did what it was last asked. */
public final class LinkLost extends IOException {
    public LinkLost(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
