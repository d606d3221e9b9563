package com.appaloft.api.workspace;

import com.appaloft.api.answer.Created;
import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.application.port.HostObservations;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.application.workspace.ServerHandler;
import com.appaloft.domain.server.SshAccess;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.projections.workspace.ServerQueries;
import com.appaloft.projections.workspace.ServerView;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deployment targets. */
@RestController
@RequestMapping("/api/servers")
class ServerController {
    /** @param hostKeyFingerprint where it is known; without it the server is not spoken to before it is confirmed */
    record NewServer(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String user,
            @Nullable String privateKey,
            @Nullable String passphrase,
            @Nullable String hostKeyFingerprint) {
        /** None of the secrets. */
        @Override
        public String toString() {
            return "server " + name;
        }
    }

    record Domain(@Nullable String domain) {}

    record HostKey(@Nullable String fingerprint) {}

    record NewKey(@Nullable String privateKey, @Nullable String passphrase) {
        @Override
        public String toString() {
            return "a key";
        }
    }

    /** @param hostKeyFingerprint the confirmed one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SshAnswer(
            String host, int port, String user, @Nullable String hostKeyFingerprint) {}

    /**
     * @param reachable whether it answered when it was last asked as a whole; absent where nobody asks any more
     * @param lastAskedAt when that was
     * @param lastSeenAt when it answered for the last time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ServerAnswer(
            String id,
            String name,
            String kind,
            String destinationId,
            boolean registered,
            @Nullable Boolean reachable,
            @Nullable Instant lastAskedAt,
            @Nullable Instant lastSeenAt,
            @Nullable SshAnswer ssh,
            @Nullable String domain,
            Instant createdAt) {}

    /**
     * @param reachable whether its engine answers
     * @param well whether nothing at all failed
     */
    record TestAnswer(boolean reachable, boolean well, List<CheckAnswer> checks) {}

    /**
     * @param status {@code passed}, {@code failed}, {@code skipped} where there was nothing to look at, {@code unknown} where nobody
     *     could tell
     * @param code what is wrong, where there is a code for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckAnswer(String name, String status, @Nullable String code, String evidence, String advice) {
        static CheckAnswer of(Check check) {
            var code = check.code();
            return new CheckAnswer(
                    check.name(),
                    check.outcome().wire(),
                    code == null ? null : code.wire(),
                    check.evidence(),
                    check.advice());
        }
    }

    private final ServerHandler handler;
    private final ServerQueries servers;
    private final HostObservations hosts;

    ServerController(ServerHandler handler, ServerQueries servers, HostObservations hosts) {
        this.handler = handler;
        this.servers = servers;
        this.hosts = hosts;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created register(@RequestBody NewServer wanted) {
        var name = Checks.name(wanted.name(), "/name");
        var kind = Checks.name(wanted.kind(), "/kind");
        return new Created(
                handler.register(name, kind, ServerLogins.of(kind, wanted)).value());
    }

    @GetMapping
    Listed<ServerAnswer> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Listed.of(servers.page(Checks.pageSize(limit, 50), cursor), this::answer);
    }

    @GetMapping("/{id}")
    ServerAnswer show(@PathVariable String id) {
        return servers.find(server(id))
                .map(this::answer)
                .orElseThrow(() -> Problem.notFound("server", id).asRefusal());
    }

    @PostMapping("/{id}/test")
    TestAnswer test(@PathVariable String id) {
        var checks = handler.test(server(id));
        return new TestAnswer(
                checks.stream().filter(check -> !check.ofCondition()).noneMatch(Check::failed),
                checks.stream().noneMatch(Check::failed),
                checks.stream().map(CheckAnswer::of).toList());
    }

    /** Says that this is the server's own host key; from now on it and no other is spoken to. */
    @PostMapping("/{id}/host-key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirmHostKey(@PathVariable String id, @RequestBody HostKey confirmed) {
        handler.confirmHostKey(server(id), ServerLogins.fingerprint(confirmed.fingerprint(), "/fingerprint"));
    }

    /** Opens the server by another private key from now on. */
    @PostMapping("/{id}/key")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeKey(@PathVariable String id, @RequestBody NewKey key) {
        handler.changeKey(server(id), ServerLogins.key(key.privateKey(), key.passphrase()));
    }

    /** Names that are made for its resources from now on end in this; a wildcard record should lead there. */
    @PutMapping("/{id}/domain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeDomain(@PathVariable String id, @RequestBody Domain wanted) {
        handler.changeDomain(server(id), ServerLogins.domain(wanted.domain()));
    }

    /** @param force also under attempts that have not ended, for a server that is gone: they end as interrupted */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deregister(@PathVariable String id, @RequestParam(defaultValue = "false") boolean force) {
        handler.deregister(server(id), force);
    }

    private ServerAnswer answer(ServerView view) {
        var server = view.server();
        var seen = hosts.last(server.id()).filter(last -> server.registered());
        return new ServerAnswer(
                server.id().value(),
                server.name(),
                server.kind(),
                server.destinationId().value(),
                server.registered(),
                seen.map(HostObservations.Seen::reachable).orElse(null),
                seen.map(HostObservations.Seen::at).orElse(null),
                hosts.lastAnswer(server.id()).orElse(null),
                ssh(server.access()),
                server.domainOfNames().orElse(null),
                view.createdAt());
    }

    private static @Nullable SshAnswer ssh(@Nullable SshAccess access) {
        return access == null ? null : new SshAnswer(access.host(), access.port(), access.user(), access.hostKey());
    }

    private static ServerId server(String id) {
        return Checks.pathId(id, ServerId::new, "server");
    }
}
