package com.appaloft.infrastructure.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Buffer;

/**
 * Another machine on this one: a network namespace with a Docker engine and an sshd of its own, both Debian's. It is gone when it is
 * closed, also when this process dies.
 */
public final class RemoteHost implements AutoCloseable {
    private static final int NUMBERS = 200;

    private final int number;
    private final String name;
    private final Path folder;
    private final Process process;
    private final String address;
    private final List<Process> others = new ArrayList<>();

    public RemoteHost() {
        this(true);
    }

    /** @param channelsToSockets whether its sshd allows them, as it does if nobody forbids it */
    public RemoteHost(boolean channelsToSockets) {
        this(channelsToSockets, "");
    }

    /** One whose engine has a disk of this size only, e.g. {@code 48m}. */
    public static RemoteHost withDiskOf(String size) {
        return new RemoteHost(true, size);
    }

    /** One whose sshd knows no sftp, and allows no channels to sockets. */
    static RemoteHost withoutSftp() {
        return new RemoteHost(false, "", false);
    }

    private RemoteHost(boolean channelsToSockets, String disk) {
        this(channelsToSockets, disk, true);
    }

    private RemoteHost(boolean channelsToSockets, String disk, boolean sftp) {
        try {
            folder = Files.createTempDirectory("appaloft-host");
            try (var script = RemoteHost.class.getResourceAsStream("/remote-host.sh")) {
                Files.copy(script, folder.resolve("remote-host.sh"));
            }
            number = freeNumber();
            name = "appaloft-host-" + number;
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key().toString());
            Files.copy(folder.resolve("key.pub"), folder.resolve("authorized_keys"));
            var run = script("run").redirectErrorStream(true);
            run.environment().put("STREAM_LOCAL", channelsToSockets ? "yes" : "no");
            run.environment().put("DISK", disk);
            run.environment().put("SFTP", sftp ? "Subsystem sftp internal-sftp" : "");
            process = run.start();
            var said = process.inputReader(StandardCharsets.UTF_8).readLine();
            if (said == null || !said.startsWith("up ")) {
                throw new IllegalStateException("The second host did not come up: " + said
                        + "; it needs root, iproute2," + " openssh-server and docker.io, which bin/test installs.");
            }
            address = said.substring(3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return address;
    }

    /** Where it sees us. */
    public String ourAddress() {
        return "10.231." + number + ".1";
    }

    /** Where it finds the rest of the world, over a cable that is never pulled. */
    public String worldAddress() {
        return "10.232." + number + ".1";
    }

    /** A port of it that something listens on which is not ours. */
    public int occupiedPort() {
        return listening("true");
    }

    /** A port of it whose every connection is given to this shell command. */
    int listening(String command) {
        int port = 18_000 + others.size();
        try {
            others.add(new ProcessBuilder(
                            inside("busybox", "nc", "-ll", "-p", String.valueOf(port), "-e", "/bin/sh", "-c", command))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitPort("127.0.0.1", port);
        return port;
    }

    private void awaitPort(String host, int port) {
        run(inside(
                "bash",
                "-c",
                "for i in {1..100}; do (: </dev/tcp/" + host + "/" + port + ") && exit; sleep 0.05; done; exit 1"));
    }

    private String[] inside(String... command) {
        var all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + name));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    /** Where its engine listens, for whoever sits at that machine. */
    public Path engineSocket() {
        return folder.resolve("run/docker.sock");
    }

    /** How it is reached, its host key confirmed. */
    public SshTarget target() {
        return target(key(), null, hostKey("host_key"));
    }

    /** As one of the users of this machine, whose shell may be none; they may use what the files of that one let them use. */
    public SshTarget targetAs(String user) {
        return target(user, key(), null, hostKey("host_key"));
    }

    SshTarget target(Path key, String passphrase, String hostKey) {
        return target("root", key, passphrase, hostKey);
    }

    private SshTarget target(String user, Path key, String passphrase, String hostKey) {
        try {
            return new SshTarget(address, 22, user, Files.readString(key), passphrase, hostKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fingerprint of its host key as OpenSSH shows it. */
    String hostKey(String file) {
        return run("ssh-keygen", "-l", "-f", folder.resolve(file + ".pub").toString())
                .split(" ")[1];
    }

    Path key() {
        return folder.resolve("key");
    }

    /** Makes another key that is let in. */
    public Path otherKey(String file, String... options) {
        var command = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-f", folder.resolve(file).toString()));
        command.addAll(Arrays.asList(options));
        run(command.toArray(String[]::new));
        return letIn(file);
    }

    /** Makes an ed25519 key as OpenSSL writes it, which is let in; this OpenSSH itself does not read it. */
    Path keyOfOpenssl(String file) {
        var path = folder.resolve(file);
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", path.toString());
        try {
            var key = PrivateKeyText.read(Files.readString(path), null).getPublic();
            var blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
            Files.writeString(
                    folder.resolve(file + ".pub"),
                    "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return letIn(file);
    }

    private Path letIn(String file) {
        try {
            var keys = folder.resolve("authorized_keys");
            Files.writeString(keys, Files.readString(keys) + Files.readString(folder.resolve(file + ".pub")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve(file);
    }

    /** Lets no key in any more but the first. */
    public void forgetOthers() {
        try {
            Files.copy(
                    folder.resolve("key.pub"), folder.resolve("authorized_keys"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pulls the cable that its sshd is reached by. */
    public void unplug() {
        run("ip", "-n", name, "link", "set", "veth-ap" + number + "-b", "down");
    }

    public void plugIn() {
        run("ip", "-n", name, "link", "set", "veth-ap" + number + "-b", "up");
    }

    /** Loses every packet of its sshd, in both directions, without a word. */
    public void dropPackets() {
        run(inside("iptables", "-A", "INPUT", "-p", "tcp", "--dport", "22", "-j", "DROP"));
        run(inside("iptables", "-A", "OUTPUT", "-p", "tcp", "--sport", "22", "-j", "DROP"));
    }

    public void letPass() {
        run(inside("iptables", "-F"));
    }

    /** Stops its sshd, with every connection that it has, from doing anything. */
    public void freezeSshd() {
        signal("STOP", true);
    }

    public void thawSshd() {
        signal("CONT", true);
    }

    /** Kills its engine; it stays dead until it is started. */
    public void killEngine() {
        run("kill", "-KILL", String.valueOf(pid("dockerd").pid()));
    }

    /** Starts its engine as after a restart of the machine: nothing of what it ran before runs any more. */
    public void startEngine() {
        run(script("engine").command().toArray(String[]::new));
    }

    /** Makes it a machine with other host keys, as one that was installed again, or that is not the same at all. */
    public void changeHostKeys() {
        // that takes a while, in which nobody's patience is to end
        run(script("keys").command().toArray(String[]::new));
        signal("KILL", true);
        run(script("sshd").command().toArray(String[]::new));
        awaitPort(address, 22);
    }

    /** Lets the users of this group of this machine use its engine, as those of the group {@code docker} elsewhere. */
    public void letUseEngine(String group) {
        run("chgrp", group, engineSocket().toString());
        run("chmod", "660", engineSocket().toString());
    }

    /** Kills what serves the connections that its sshd has; it takes new ones. */
    public void killSessions() {
        signal("KILL", false);
    }

    private void signal(String name, boolean itself) {
        var sshd = pid("sshd");
        var all = new ArrayList<>(
                sshd.descendants().map(ProcessHandle::pid).map(String::valueOf).toList());
        if (itself) {
            all.add(String.valueOf(sshd.pid()));
        }
        if (!all.isEmpty()) {
            all.addAll(0, List.of("-" + name));
            // one that ended in this very moment is no failure
            run("bash", "-c", "kill " + String.join(" ", all) + " || true");
        }
    }

    private ProcessHandle pid(String of) {
        try {
            var pid = Files.readString(folder.resolve("pids/" + of)).strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        others.forEach(Process::destroyForcibly);
        try {
            process.outputWriter().close();
            process.waitFor(30, TimeUnit.SECONDS);
            run(script("clear").command().toArray(String[]::new));
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException | UncheckedIOException e) {
            // a temporary folder that stays is no failure of the test
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProcessBuilder script(String command) {
        var script = folder.resolve("remote-host.sh").toString();
        return new ProcessBuilder("bash", script, command, name, String.valueOf(number), folder.toString());
    }

    /** Processes that test side by side begin to look at different numbers. */
    private static int freeNumber() {
        int first = (int) (ProcessHandle.current().pid() % NUMBERS);
        for (int turn = 0; turn < NUMBERS; turn++) {
            int i = 1 + (first + turn) % NUMBERS;
            if (!Files.exists(Path.of("/run/netns/appaloft-host-" + i))) {
                return i;
            }
        }
        throw new IllegalStateException("All " + NUMBERS + " numbers of second hosts are taken.");
    }

    static String run(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
