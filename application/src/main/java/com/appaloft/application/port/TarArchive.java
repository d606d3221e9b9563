package com.appaloft.application.port;

import java.io.IOException;
import java.io.InputStream;

/** A tar archive that can be read from its beginning any number of times: a connection that breaks takes what was sent with it. */
@FunctionalInterface
public interface TarArchive {
    /** The caller closes it. */
    InputStream open() throws IOException;
}
