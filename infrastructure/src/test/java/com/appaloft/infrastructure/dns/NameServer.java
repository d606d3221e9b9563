package com.appaloft.infrastructure.dns;

import com.appaloft.application.port.NameLookup.Answer;
import com.appaloft.infrastructure.testing.FreePorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real name server (dnsmasq) on loopback, for the names that end in {@code .test}. */
public final class NameServer implements AutoCloseable {
    private static final int TRIES = 100;
    private final Process process;
    private final int port;

    /** @param names {@code name/address}; what is none of them does not exist */
    public NameServer(List<String> names) {
        try {
            this.port = FreePorts.next();
            var command = new ArrayList<String>(List.of(
                    "dnsmasq",
                    "--keep-in-foreground",
                    "--conf-file=/dev/null",
                    "--port=" + port,
                    "--listen-address=127.0.0.1",
                    "--bind-interfaces",
                    "--no-resolv",
                    "--no-hosts",
                    "--pid-file=",
                    "--user=root",
                    "--local=/test/"));
            names.forEach(name -> command.add("--host-record=" + name.replace('/', ',')));
            this.process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            awaitAnswers(names.getFirst().split("/", 2)[0]);
        } catch (IOException e) {
            throw new IllegalStateException("These tests need dnsmasq: install the package dnsmasq-base", e);
        }
    }

    /** Where it is asked. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    private void awaitAnswers(String name) throws IOException {
        var lookup = new DnsLookup(address());
        for (int i = 0; i < TRIES; i++) {
            if (lookup.of(name) instanceof Answer.Addresses) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        close();
        throw new AssertionError("dnsmasq does not answer");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
