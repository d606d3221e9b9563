package com.appaloft.infrastructure.runtime.docker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile, each on one line: without comments, continued lines and documents that stand in it. */
final class DockerfileLines {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*(\\w+)\\s*=\\s*(\\S+)\\s*");
    private static final Pattern WITH_DOCUMENT = Pattern.compile("(?i)(?:RUN|COPY|ADD)\\s.*");
    private static final Pattern DOCUMENT = Pattern.compile("<<-?([\"']?)([A-Za-z_]\\w*)\\1");

    private DockerfileLines() {}

    static List<String> of(String text) {
        var escape = directive(text, "escape").orElse("\\");
        var found = new ArrayList<String>();
        var lines = text.lines().iterator();
        var instruction = new StringBuilder();
        while (lines.hasNext()) {
            var line = lines.next().strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean continued = line.endsWith(escape);
            instruction.append(continued ? line.substring(0, line.length() - 1) : line);
            if (!continued || !lines.hasNext()) {
                found.add(instruction.toString());
                skipDocuments(instruction.toString(), lines);
                instruction.setLength(0);
            }
        }
        if (!instruction.isEmpty()) {
            found.add(instruction.toString());
        }
        return found;
    }

    private static void skipDocuments(String instruction, Iterator<String> lines) {
        var each = DOCUMENT.matcher(WITH_DOCUMENT.matcher(instruction).matches() ? instruction : "");
        while (each.find()) {
            while (lines.hasNext() && !lines.next().strip().equals(each.group(2))) {
                // its text is no instruction
            }
        }
    }

    /** What the comments at the very beginning say under this name. */
    static Optional<String> directive(String text, String name) {
        return text.lines()
                .map(line -> DIRECTIVE.matcher(line.strip()))
                .takeWhile(Matcher::matches)
                .filter(directive -> directive.group(1).equalsIgnoreCase(name))
                .map(directive -> directive.group(2))
                .findFirst();
    }
}
