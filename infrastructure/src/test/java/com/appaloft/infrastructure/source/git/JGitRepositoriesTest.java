package com.appaloft.infrastructure.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories.Remote;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceArchives.Archive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.Source;
import com.appaloft.infrastructure.source.folder.FolderArchives;
import com.appaloft.infrastructure.source.folder.FolderLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a repository, over every way to it, and what a host that means ill can do. */
class JGitRepositoriesTest {
    private static final FolderLimits SIZE = new FolderLimits(50, 1 << 20);

    @TempDir
    Path folder;

    private GitForTests git;
    private FolderArchives archives;
    private JGitRepositories repositories;

    @BeforeEach
    void write() throws IOException {
        git = new GitForTests(folder.resolve("origin.git"));
        archives = new FolderArchives(folder.resolve("data"), 50, 1 << 20);
        repositories = limited(Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        git.close();
        assertThat(folder.resolve("data/git"))
                .satisfiesAnyOf(
                        p -> assertThat(p).doesNotExist(),
                        p -> await().untilAsserted(() -> assertThat(p).isEmptyDirectory()));
    }

    private JGitRepositories limited(Duration silence, Duration whole) {
        return new JGitRepositories(
                archives, folder.resolve("data"), new GitLimits(SIZE, silence, whole), Clock.systemUTC());
    }

    @Test
    void aRefIsACommitAndTheCommitIsItsFiles() throws IOException {
        git.file("Dockerfile", "FROM scratch").executable("bin/run", new byte[] {1});
        var first = git.commit("main");
        git.tag("v1", first);
        git.file("bin/two", "2");
        var second = git.commit("next");
        assertThat(repositories.commit(at(null), Operation.quiet())).isEqualTo(first);
        assertThat(repositories.commit(at("main"), Operation.quiet())).isEqualTo(first);
        assertThat(repositories.commit(at("v1"), Operation.quiet())).isEqualTo(first);
        assertThat(repositories.commit(at("refs/heads/next"), Operation.quiet()))
                .isEqualTo(second);
        assertThat(repositories.commit(at(first.toUpperCase(java.util.Locale.ROOT)), Operation.quiet()))
                .isEqualTo(first);
        var kept = capture(at(null), first);
        assertThat(kept.files()).isEqualTo(2);
        assertThat(files(kept)).containsOnlyKeys("Dockerfile", "bin/", "bin/run");
        assertThat(files(kept)).containsEntry("Dockerfile", "FROM scratch");
    }

    @Test
    void aCommitThatTheBranchHasLeftBehindStillGivesTheSameContent() throws IOException {
        var pinned = git.file("a", "1").commit("main");
        var before = capture(at("main"), pinned);
        git.file("a", "2").commit("main");
        assertThat(capture(at("main"), pinned)).isEqualTo(before);
        try (var http = new GitOverHttp(git.repository())) {
            var over = remote(http.address("repository"), "main", null, null, null);
            assertThat(capture(over, pinned)).isEqualTo(before);
        }
    }

    @Test
    void onlyTheBaseDirectoryIsTakenWithoutWhatItsIgnoreFileNames() throws IOException {
        git.file("top", "").file("apps/web/.dockerignore", "secret\n").file("apps/web/secret", "s");
        var commit = git.file("apps/web/index.html", "hi").commit("main");
        var kept = capture(remote(git.address(), "main", "apps/web", null, null), commit);
        assertThat(files(kept)).containsOnlyKeys(".dockerignore", "index.html");
        for (var wrong : List.of("apps/none", "top", "apps/web/index.html")) {
            fails(
                    () -> capture(remote(git.address(), "main", wrong, null, null), commit),
                    FailureCode.SOURCE_NOT_FOUND);
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() throws IOException {
        try (var http = new GitOverHttp(git.repository())) {
            var empty = remote(http.address("repository"), null, null, null, null);
            fails(() -> repositories.commit(empty, Operation.quiet()), FailureCode.SOURCE_REF_NOT_FOUND);
        }
        git.file("a", "1").commit("main");
        fails(() -> repositories.commit(at("none"), Operation.quiet()), FailureCode.SOURCE_REF_NOT_FOUND);
        fails(() -> repositories.commit(at("mai"), Operation.quiet()), FailureCode.SOURCE_REF_NOT_FOUND);
        fails(() -> capture(at(null), "ab".repeat(20)), FailureCode.SOURCE_REF_NOT_FOUND);
        for (var wrong : List.of("file://" + folder.resolve("none"), "file://" + folder)) {
            var nowhere = remote(wrong, null, null, null, null);
            fails(() -> repositories.commit(nowhere, Operation.quiet()), FailureCode.SOURCE_NOT_FOUND);
        }
        try (var http = new GitOverHttp(git.repository())) {
            var nowhere = remote(http.address("other"), null, null, null, null);
            fails(() -> repositories.commit(nowhere, Operation.quiet()), FailureCode.SOURCE_NOT_FOUND);
        }
    }

    @Test
    void aLinkAndAnotherRepositoryInTheTreeAreRefusedUnlessIgnored() throws IOException {
        var linked =
                git.file("a", "1").link("etc/escape", "../../../etc/passwd").commit("main");
        fails(() -> capture(at(null), linked), FailureCode.SOURCE_UNSAFE);
        var ignored =
                git.file(".dockerignore", "etc\nvendor\n").module("vendor/lib").commit("main");
        assertThat(files(capture(at(null), ignored))).containsOnlyKeys("a", ".dockerignore");
        var module = git.file(".dockerignore", "etc\n").commit("main");
        assertThatThrownBy(() -> capture(at(null), module)).hasMessageContaining("vendor/lib is another repository");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ".git", ".GIT", "a/b"})
    void aTreeWithANameThatNoFileMayHaveIsRefused(String name) throws IOException {
        var blob = git.file("a", "1").repository().resolve(git.commit("main") + ":a");
        var tree = new ByteArrayOutputStream();
        tree.writeBytes(("100644 " + name + "\0").getBytes(StandardCharsets.UTF_8));
        blob.copyRawTo(tree);
        var commit = git.commit("bad", tree.toByteArray());
        fails(() -> capture(at("bad"), commit), FailureCode.SOURCE_UNSAFE);
    }

    @Test
    void tooManyFilesAndTooManyBytesAreRefused() throws IOException {
        for (int i = 0; i < 51; i++) {
            git.file("f" + i, "x");
        }
        var many = git.commit("many");
        fails(() -> capture(at("many"), many), FailureCode.SOURCE_TOO_LARGE);
        var random = new byte[2 << 20];
        new Random(7).nextBytes(random);
        try (var large = new GitForTests(folder.resolve("large.git"))) {
            var commit = large.executable("blob", random).commit("main");
            fails(() -> capture(remote(large.address(), null, null, null, null), commit), FailureCode.SOURCE_TOO_LARGE);
        }
    }

    @Test
    void credentialsOpenAHostAndWrongOnesAreToldApartFromNoHost() throws IOException {
        var commit = git.file("a", "1").commit("main");
        try (var http = new GitOverHttp(git.repository())) {
            http.lock("ada:s3cret");
            var address = http.address("repository");
            assertThat(repositories.commit(remote(address, null, null, "ada:s3cret\n", null), Operation.quiet()))
                    .isEqualTo(commit);
            assertThat(capture(remote(address, null, null, "ada:s3cret", null), commit)
                            .files())
                    .isEqualTo(1);
            http.lock("x-access-token:t0ken");
            assertThat(repositories.commit(remote(address, null, null, "t0ken", null), Operation.quiet()))
                    .isEqualTo(commit);
            for (var wrong : new @Nullable String[] {null, "ada:wr0ng", "wr0ng"}) {
                assertThatThrownBy(
                                () -> repositories.commit(remote(address, null, null, wrong, null), Operation.quiet()))
                        .isInstanceOfSatisfying(BackendFailure.class, f -> {
                            assertThat(f.code()).isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
                            assertThat(f.sentence() + f.evidence()).doesNotContain("wr0ng");
                        });
            }
        }
    }

    @Test
    void aRedirectNeverTakesCredentialsAlong() throws IOException {
        var commit = git.file("a", "1").commit("main");
        try (var first = new GitOverHttp(git.repository());
                var second = new GitOverHttp(git.repository())) {
            first.moveTo(second.address("repository"));
            assertThat(repositories.commit(remote(first.address("moved"), null, null, null, null), Operation.quiet()))
                    .isEqualTo(commit);
            second.lock("ada:s3cret");
            assertThatThrownBy(() -> repositories.commit(
                            remote(first.address("moved"), null, null, "ada:s3cret", null), Operation.quiet()))
                    .isInstanceOf(BackendFailure.class);
            assertThat(second.authorizations).isEmpty();
        }
    }

    @Test
    void sshIsOpenedByOurKeyAndToTheHostKeyThatWasNamedOnly() throws IOException {
        var commit = git.file("a", "1").commit("main");
        try (var ssh = new GitOverSsh(git.repository())) {
            var right = remote(ssh.address(), "main", null, ssh.privateKey(), ssh.fingerprint());
            assertThat(repositories.commit(right, Operation.quiet())).isEqualTo(commit);
            assertThat(capture(right, commit).files()).isEqualTo(1);
            var stranger = remote(ssh.address(), "main", null, ssh.privateKey(), "SHA256:" + "A".repeat(43));
            assertThatThrownBy(() -> repositories.commit(stranger, Operation.quiet()))
                    .isInstanceOfSatisfying(BackendFailure.class, f -> {
                        assertThat(f.code()).isEqualTo(FailureCode.SOURCE_AUTH_FAILED);
                        assertThat(f.evidence()).contains(ssh.fingerprint());
                    });
            for (var key : List.of(ssh.otherPrivateKey(), "no key at all")) {
                var refused = remote(ssh.address(), "main", null, key, ssh.fingerprint());
                fails(() -> repositories.commit(refused, Operation.quiet()), FailureCode.SOURCE_AUTH_FAILED);
            }
        }
    }

    @Test
    void aHostThatHangsIsLetGoByACancelByItsSilenceAndByTheDeadline() throws Exception {
        var held = new ArrayList<Socket>();
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hold(listener, held));
            var hangs = remote("http://127.0.0.1:" + listener.getLocalPort() + "/x", null, null, null, null);
            var operation = Operation.quiet();
            var call = CompletableFuture.supplyAsync(() -> repositories.commit(hangs, operation));
            await().until(() -> size(held) > 0);
            operation.cancel();
            await().atMost(Duration.ofSeconds(10)).until(call::isDone);
            assertThat(call.handle((c, e) -> e).get()).hasCauseInstanceOf(Operation.Canceled.class);
            await().atMost(Duration.ofSeconds(10)).until(() -> hungUp(held));
            var silent = limited(Duration.ofSeconds(1), Duration.ofSeconds(20));
            fails(() -> silent.commit(hangs, Operation.quiet()), FailureCode.SOURCE_UNREACHABLE);
            var late = limited(Duration.ofSeconds(20), Duration.ofSeconds(1));
            fails(() -> late.commit(hangs, Operation.quiet()), FailureCode.SOURCE_UNREACHABLE);
            listener.close();
            fails(() -> repositories.commit(hangs, Operation.quiet()), FailureCode.SOURCE_UNREACHABLE);
        }
    }

    @Test
    void whatIsFetchedIsToldWithoutAFloodOfLines() throws IOException {
        var commit = git.file("a", "1").commit("main");
        var lines = new CopyOnWriteArrayList<String>();
        repositories.capture(at(null), commit, new Operation((s, line) -> lines.add(line)));
        assertThat(lines).isNotEmpty().hasSizeLessThan(10);
    }

    private Remote at(@Nullable String ref) {
        return remote(git.address(), ref, null, null, null);
    }

    private static Remote remote(
            String locator,
            @Nullable String ref,
            @Nullable String directory,
            @Nullable String credentials,
            @Nullable String fingerprint) {
        return new Remote(new Source.GitRepository(locator, ref, directory, null, fingerprint), credentials);
    }

    private Archive capture(Remote remote, String commit) {
        return repositories.capture(remote, commit, Operation.quiet());
    }

    private TreeMap<String, String> files(Archive kept) throws IOException {
        var found = new TreeMap<String, String>();
        try (var tar = new TarArchiveInputStream(archives.open(kept.digest()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                found.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    private static void fails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        f -> assertThat(f.code())
                                .as(f.sentence() + " " + f.evidence())
                                .isEqualTo(code));
    }

    private static void hold(ServerSocket listener, List<Socket> held) {
        try {
            while (true) {
                var socket = listener.accept();
                synchronized (held) {
                    held.add(socket);
                }
            }
        } catch (IOException e) {
            return;
        }
    }

    private static int size(List<Socket> held) {
        synchronized (held) {
            return held.size();
        }
    }

    /** Whether the other side has closed the first connection: what it had said, and then the end. */
    private static boolean hungUp(List<Socket> held) throws IOException {
        Socket first;
        synchronized (held) {
            first = held.getFirst();
        }
        first.setSoTimeout(200);
        try {
            while (first.getInputStream().read() >= 0) {}
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }
}
