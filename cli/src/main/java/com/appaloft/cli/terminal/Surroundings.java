package com.appaloft.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Map;

/**
 * Everything of the reader's machine that a command may touch.
 *
 * @param zone the reader's, for times
 * @param colours whether a terminal shows them and nobody forbade them
 */
public record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        ZoneId zone,
        boolean colours) {

    /** The process's own; the launcher says in {@code appaloft.terminal} whether standard output is a terminal. */
    public static Surroundings ofProcess() {
        var environment = System.getenv();
        var colours = Boolean.getBoolean("appaloft.terminal") && !environment.containsKey("NO_COLOR");
        return new Surroundings(environment, System.in, System.out, System.err, ZoneId.systemDefault(), colours);
    }
}
