package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Status;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer;
import com.appaloft.infrastructure.runtime.docker.EdgeContainer.Seen;
import com.appaloft.infrastructure.ssh.LinkLost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the proxy of a server, replaces it, and says how it is. */
final class CaddyUpkeep {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** It answers well before. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** Names are not served meanwhile, and there is another that did. */
    private static final Duration LONGEST_IN_ITS_PLACE = Duration.ofSeconds(30);

    private static final long EVERY_MS = 250;
    private static final List<String> VERSION = List.of("caddy", "version");

    private static final Logger log = LoggerFactory.getLogger(CaddyUpkeep.class);

    private final CaddyServers servers;
    private final CaddyStart start;

    CaddyUpkeep(CaddyServers servers, CaddyStart start) {
        this.servers = servers;
        this.start = start;
    }

    /** @throws BackendFailure where nobody on the server could be asked, which says nothing about the proxy */
    Status status(Server server) {
        try {
            var seen = servers.container(server).look();
            if (seen.isEmpty()) {
                return absent("No proxy was started on the server.", server);
            }
            var image = seen.get().image();
            if (!seen.get().running()) {
                return new Status(false, null, image, "The proxy does not run.", bootstrapIt(server));
            }
            var version = version(server);
            if (version.tooOld()) {
                return new Status(false, version.number(), image, version + " is too old.", CaddyVersion.NEWER);
            }
            servers.control(server).config();
            return running(server, seen.get(), version);
        } catch (LinkLost e) {
            throw CaddyFailures.broken(e);
        } catch (IOException e) {
            return absent(String.valueOf(e.getMessage()), server);
        } catch (BackendFailure e) {
            if (e.code().nobodyAnswers()) {
                throw e;
            }
            return absent(e.sentence(), server);
        }
    }

    private Status running(Server server, Seen seen, CaddyVersion version) {
        var evidence = version + " takes its configuration." + start.differs(server, seen);
        var upgrade = "appaloft servers proxy upgrade " + server.id() + ".";
        if (version.losesBodies()) {
            return new Status(
                    true,
                    version.number(),
                    seen.image(),
                    evidence + " It may refuse what visitors send while data changes hands.",
                    "Set APPALOFT_PROXY_IMAGE to Caddy 2.11.2 or newer, then " + upgrade);
        }
        var advice = start.differs(server, seen).isEmpty() ? "" : "Upgrade it: " + upgrade;
        return new Status(true, version.number(), seen.image(), evidence, advice);
    }

    private static Status absent(String evidence, Server server) {
        return new Status(false, null, null, evidence, bootstrapIt(server));
    }

    private static String bootstrapIt(Server server) {
        return "Start it: appaloft servers proxy bootstrap " + server.id() + ".";
    }

    private CaddyVersion version(Server server) {
        return CaddyVersion.said(servers.container(server).run(VERSION).output());
    }

    /** One that is there is started again as it is, whatever is configured now and whoever could give it. */
    void prepare(Server server, Operation operation) {
        if (servers.container(server).look().isEmpty()) {
            fetch(server, operation);
        }
    }

    void fetch(Server server, Operation operation) {
        CaddyFailures.starting(() -> servers.container(server).fetch(start.image(), operation));
    }

    /** Of one that was to be replaced, and of the other that does not answer, it is the one before that stays. */
    void bootstrap(Server server, Operation operation) {
        var container = servers.container(server);
        if (container.look().filter(Seen::running).isEmpty()) {
            operation.line("system", "starts the proxy of the server from " + start.image());
        }
        CaddyFailures.starting(() -> container.ensure(start.of(server, servers.folder(server)), operation));
        try {
            awaitAnswerOrBeginAnew(server, operation);
        } catch (BackendFailure e) {
            if (e.code() == FailureCode.SERVER_UNREACHABLE || !container.putBack()) {
                throw e;
            }
            log.warn(
                    "What was to replace the proxy of {} is not ready, the one before is back: {}",
                    server.id(),
                    e.sentence());
            awaitAnswer(server, operation, LONGEST);
        }
        container.dropBefore();
    }

    /** Power that failed while it wrote down what it was told leaves it with nothing to start from; it is told all of it again. */
    private void awaitAnswerOrBeginAnew(Server server, Operation operation) {
        try {
            awaitAnswer(server, operation, USUAL);
            return;
        } catch (BackendFailure e) {
            if (e.code() != FailureCode.PROXY_NOT_READY) {
                throw e;
            }
        }
        var container = servers.container(server);
        var kept = container.read(CaddyStart.KEPT).get(CaddyStart.KEPT);
        if (kept != null && !CaddyConfig.isOne(kept)) {
            log.warn("What the proxy of {} kept of its configuration cannot be read; it begins anew.", server.id());
            container.write(
                    CaddyStart.KEPT_IN,
                    Map.of(CaddyStart.KEPT, start.config().first().toString()));
            container.restart();
        }
        awaitAnswer(server, operation, LONGEST);
    }

    /** The one that runs is touched once the other was seen to be a Caddy that can do its work, and goes once that does it. */
    void upgrade(Server server, Operation operation) {
        var container = servers.container(server);
        mustBeOf(container);
        try {
            CaddyFailures.starting(() -> container.replace(start.of(server, servers.folder(server)), operation));
            awaitAnswer(server, operation, LONGEST_IN_ITS_PLACE);
        } catch (RuntimeException e) {
            putBack(server, e);
            throw e;
        }
        container.dropBefore();
    }

    private void mustBeOf(EdgeContainer container) {
        CaddyFailures.starting(() -> {
            var said = container.tryOut(start.image(), VERSION);
            if (!said.well()) {
                throw new BackendFailure(
                        FailureCode.PROXY_NOT_READY,
                        start.image() + " is no Caddy. " + CaddyVersion.NEWER,
                        said.output(),
                        null);
            }
            mustBeRecent(CaddyVersion.said(said.output()));
        });
    }

    private static void mustBeRecent(CaddyVersion version) {
        if (version.tooOld()) {
            throw CaddyFailures.notReady(version + " is too old. " + CaddyVersion.NEWER, null);
        }
    }

    private void putBack(Server server, RuntimeException why) {
        try {
            if (servers.container(server).putBack()) {
                log.warn("The proxy of {} could not be replaced, the one before is back.", server.id());
                awaitAnswer(server, Operation.quiet(), LONGEST);
            }
        } catch (BackendFailure e) {
            why.addSuppressed(e);
        }
    }

    private void awaitAnswer(Server server, Operation operation, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        IOException last = null;
        for (long left = longest.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                Waiting.atMost(Duration.ofNanos(left), () -> answered(server));
                return;
            } catch (LinkLost e) {
                throw CaddyFailures.broken(e);
            } catch (IOException e) {
                last = e;
            } catch (BackendFailure e) {
                last = away(e);
            }
            operation.pause(EVERY_MS);
        }
        throw CaddyFailures.notReady("The proxy of the server was started and does not answer.", last);
    }

    private boolean answered(Server server) throws IOException {
        servers.control(server).config();
        mustBeRecent(version(server));
        return true;
    }

    private static @Nullable IOException away(BackendFailure e) {
        if (e.code() != FailureCode.ENGINE_UNAVAILABLE) {
            throw e;
        }
        return new IOException(e.sentence(), e);
    }

    /** At which port it is visited in the clear: one that runs may have been started with other settings. */
    int port(Server server) {
        try {
            var seen = servers.container(server).look();
            if (seen.isPresent() && seen.get().httpPort() > 0) {
                return seen.get().httpPort();
            }
        } catch (BackendFailure e) {
            log.warn("Where the proxy of {} is visited is not known now: {}", server.id(), e.sentence());
        }
        return start.httpPort();
    }
}
