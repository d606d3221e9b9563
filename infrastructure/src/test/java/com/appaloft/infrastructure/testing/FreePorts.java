package com.appaloft.infrastructure.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of this machine for what a test starts a moment later. None of them is ever that of an outgoing connection, which systems take from
 * 32768 on (Linux) or higher, and processes that test side by side choose from different ones.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int EACH = 100;
    private static final int PROCESSES = 120;
    private static final AtomicInteger CHOSEN = new AtomicInteger();

    private FreePorts() {}

    /** One that nobody listens at, and that was not given for as long as possible. */
    public static int next() {
        int first = FIRST + (int) (ProcessHandle.current().pid() % PROCESSES) * EACH;
        for (int tries = 0; tries < EACH; tries++) {
            int port = first + Math.floorMod(CHOSEN.getAndIncrement(), EACH);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("All ports from " + first + " on are taken.");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
