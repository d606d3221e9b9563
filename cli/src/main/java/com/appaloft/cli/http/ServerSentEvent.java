package com.appaloft.cli.http;

import java.util.Iterator;
import java.util.function.Consumer;

/**
 * One event of a stream.
 *
 * @param id where to resume behind it; empty where it has none
 */
public record ServerSentEvent(String id, String name, String data) {
    static void read(Iterator<String> lines, Consumer<ServerSentEvent> each) {
        var id = "";
        var name = "";
        var data = "";
        while (lines.hasNext()) {
            var line = lines.next();
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty()) {
                if (!name.isEmpty()) {
                    each.accept(new ServerSentEvent(id, name, data));
                }
                id = "";
                name = "";
                data = "";
            }
        }
    }
}
