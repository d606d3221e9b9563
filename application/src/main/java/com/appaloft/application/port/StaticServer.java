package com.appaloft.application.port;

import java.util.List;

/**
 * The server that hands out static sites, as this installation chose it.
 *
 * @param image reference of an image that has it
 * @param command how it is started; {@code {root}} stands for the folder with the files, {@code {port}} for the port
 */
public record StaticServer(String image, List<String> command) {
    /** Where the files lie in the image. */
    public static final String ROOT = "/srv/site";

    /** Listened on where the profile names no port. */
    public static final int PORT = 8080;

    public StaticServer {
        command = List.copyOf(command);
    }

    public List<String> command(int port) {
        return command.stream()
                .map(word -> word.replace("{root}", ROOT).replace("{port}", Integer.toString(port)))
                .toList();
    }
}
