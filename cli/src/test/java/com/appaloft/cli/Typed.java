package com.appaloft.cli;

import com.appaloft.cli.terminal.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Somebody in Paris who types commands; what they pipe is {@code piped}. */
final class Typed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    Typed(ControlPlaneStub controlPlane, Path data) {
        environment.put("APPALOFT_URL", controlPlane.url());
        environment.put("APPALOFT_TOKEN", "sesame");
        environment.put("APPALOFT_DATA_DIR", data.toString());
    }

    Map<String, String> environment() {
        return environment;
    }

    /** @return the exit code */
    int appaloft(String... args) {
        var in = new ByteArrayInputStream("piped\n".getBytes(StandardCharsets.UTF_8));
        return Appaloft.run(
                new Surroundings(environment, in, stream(out), stream(err), ZoneId.of("Europe/Paris"), false), args);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
