package com.appaloft.infrastructure.ssh;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.RuntimeBackend.Check;
import com.appaloft.domain.deployment.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Comes to a server step by step, on a connection of its own: its name, its port, its host key, our login. */
final class SshChecks {
    private static final int CONNECT_MILLIS = 10_000;

    private final SshTarget target;

    SshChecks(SshTarget target) {
        this.target = target;
    }

    /** Stops at the first step that fails: the next ones make no sense then. */
    List<Check> run() {
        var checks = new ArrayList<Check>();
        checks.add(name());
        if (checks.getLast().passed()) {
            checks.add(port());
        }
        if (checks.getLast().passed()) {
            checks.addAll(login());
        }
        return List.copyOf(checks);
    }

    private Check name() {
        try {
            var addresses = Arrays.stream(InetAddress.getAllByName(target.host()))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
            return new Check("server-name", true, target.host() + " is " + addresses + ".", "");
        } catch (UnknownHostException e) {
            return new Check(
                    "server-name",
                    false,
                    "No address of " + target.host() + " was found: " + e.getMessage() + ".",
                    "Correct the host of the server or its DNS record, and see that this machine's name server answers.",
                    FailureCode.SERVER_UNREACHABLE);
        }
    }

    private Check port() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
            return new Check("server-port", true, "Port " + target.port() + " accepts connections.", "");
        } catch (IOException e) {
            return new Check(
                    "server-port",
                    false,
                    "Port " + target.port() + " accepts no connection: " + e.getMessage() + ".",
                    "See that the server is up, that sshd listens on this port and that no firewall is between.",
                    FailureCode.SERVER_UNREACHABLE);
        }
    }

    private List<Check> login() {
        try (var link = new SshLink(target)) {
            link.prove();
            return List.of(
                    new Check(
                            "server-host-key",
                            true,
                            "The host key is the confirmed one, " + target.hostKey() + ".",
                            ""),
                    new Check("server-login", true, target.user() + " is let in with the key.", ""));
        } catch (BackendFailure failure) {
            String seen = failure.sentence() + (failure.evidence() == null ? "" : " " + failure.evidence());
            return switch (failure.code()) {
                case HOST_KEY_MISMATCH ->
                    List.of(new Check("server-host-key", false, seen, adviceOnKey(), failure.code()));
                case SSH_AUTH_FAILED ->
                    List.of(
                            new Check("server-host-key", true, "The host key is the confirmed one.", ""),
                            new Check(
                                    "server-login",
                                    false,
                                    seen,
                                    "Put the public key into the authorized_keys of " + target.user()
                                            + " there, or give the server another key.",
                                    failure.code()));
                default ->
                    List.of(new Check(
                            "server-login",
                            false,
                            seen,
                            "See that what listens there is an sshd of our time.",
                            failure.code()));
            };
        }
    }

    private String adviceOnKey() {
        return target.hostKey() == null
                ? "Compare it with what `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` says on the server, and confirm it."
                : "If the server was not set up anew, somebody may stand in between: do not go on before you know.";
    }
}
