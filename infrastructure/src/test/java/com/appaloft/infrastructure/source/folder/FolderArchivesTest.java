package com.appaloft.infrastructure.source.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.SourceArchives.Archive;
import com.appaloft.application.port.SourceProbe.Question;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchivesTest {
    @TempDir
    Path temporary;

    private Path data;
    private Path folder;
    private FolderArchives archives;

    @BeforeEach
    void aFolder() throws IOException {
        data = temporary.resolve("data");
        folder = Files.createDirectories(temporary.resolve("folder"));
        archives = new FolderArchives(data, 100, 1 << 20);
        write("Dockerfile", "FROM scratch");
        write("src/main.txt", "hello");
    }

    @Test
    void theSameContentHasTheSameDigestWhateverItsTimesAndOwners() throws IOException {
        Archive first = capture();
        Files.setLastModifiedTime(folder.resolve("Dockerfile"), FileTime.fromMillis(1_000_000));
        Files.setPosixFilePermissions(folder.resolve("Dockerfile"), PosixFilePermissions.fromString("rw-------"));
        assertThat(capture()).isEqualTo(first);
        assertThat(first.files()).isEqualTo(2);
        assertThat(first.digest()).matches("sha256:[0-9a-f]{64}");
        write("src/main.txt", "other");
        assertThat(capture().digest()).isNotEqualTo(first.digest());
    }

    @Test
    void whatIsForTheBuilderIsReadWhateverIsLeftOut() throws IOException {
        write(".dockerignore", "**/Dockerfile*\n**/compose*\n.dockerignore\nsecret/**/key\n");
        write("compose.yaml", "services: {}");
        write("secret/key", "no");
        write("secret/deep/key", "no");
        var archive = capture();
        assertThat(archives.contains(archive.digest(), "Dockerfile")).isTrue();
        assertThat(archives.contains(archive.digest(), "compose.yaml")).isTrue();
        assertThat(archives.contains(archive.digest(), ".dockerignore")).isTrue();
        assertThat(archives.contains(archive.digest(), "secret/key")).isFalse();
        assertThat(archives.contains(archive.digest(), "secret/deep/key")).isFalse();
    }

    @Test
    void rulesThatCannotBeReadLetNothingSlipThrough() throws IOException {
        write(".dockerignore", "# caf\u00e9\nsecrets[\n");
        assertThatThrownBy(this::capture).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.PLAN_INVALID);
            assertThat(failure.sentence()).contains("line 2");
        });
        Files.delete(folder.resolve(".dockerignore"));
        write("docker/ignore", "secret\n");
        write("secret", "no");
        Files.createSymbolicLink(folder.resolve(".dockerignore"), Path.of("docker/ignore"));
        assertThat(archives.contains(capture().digest(), "secret")).isFalse();
        write(".ignore-too-much", "");
        Files.delete(folder.resolve(".dockerignore"));
        write(".dockerignore", "x".repeat(DockerIgnore.MOST_BYTES + 1));
        assertThatThrownBy(this::capture)
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_TOO_LARGE));
    }

    @Test
    void whatWasCapturedLongAgoIsKnownAndWhatWasNeverCompletedGoes() throws IOException {
        var archive = capture();
        var unfinished = Files.createFile(data.resolve("archives").resolve("capture1.tmp"));
        assertThat(archives.old()).isEmpty();
        assertThat(unfinished).exists();

        var later = Clock.offset(Clock.systemUTC(), FolderArchives.ABANDONED.plusSeconds(1));
        archives = new FolderArchives(data, 100, 1 << 20, later);
        assertThat(archives.old()).containsExactly(archive.digest());
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void anArchiveIsDiscardedOnceItIsOldEnoughAndKeptAgainByTheNextCapture() throws IOException {
        Archive archive = capture();
        assertThat(archives.discard(archive.digest())).as("young").isFalse();
        assertThat(archives.has(archive.digest())).isTrue();

        var later = Clock.offset(Clock.systemUTC(), FolderArchives.YOUNG.plusSeconds(1));
        archives = new FolderArchives(data, 100, 1 << 20, later);
        assertThat(archives.discard(archive.digest())).isTrue();
        assertThat(archives.has(archive.digest())).isFalse();
        assertThat(archives.discard(archive.digest())).as("again").isTrue();

        assertThat(capture()).isEqualTo(archive);
        assertThat(archives.has(archive.digest())).isTrue();
    }

    @Test
    void theArchiveHoldsWhatWasThereAndNotWhatIsThereNow() throws IOException {
        Archive archive = capture();
        write("src/main.txt", "changed later");
        assertThat(content(archive)).containsEntry("src/main.txt", "hello").containsKey("src/");
        assertThat(archives.contains(archive.digest(), "Dockerfile")).isTrue();
        assertThat(archives.contains(archive.digest(), "./src/main.txt")).isTrue();
        assertThat(archives.contains(archive.digest(), "src")).isFalse();
        assertThat(archives.contains(archive.digest(), "nothing")).isFalse();
    }

    @Test
    void aProbeReadsTheFolderAndKeepsNothing() {
        var server = new Server(new ServerId("srv_1"), "local", "docker-local", new DestinationId("dst_1"), true);
        var probe = new FolderProbe("local-folder", archives);
        assertThat(probe.look(new Question(server, new Source.LocalFolder(folder.toString()), null), Operation.quiet()))
                .contains("2 files");
        assertThat(data).doesNotExist();
        assertThatThrownBy(() -> probe.look(
                        new Question(server, new Source.LocalFolder(folder + "/gone"), null), Operation.quiet()))
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND));
    }

    @Test
    void onlyTheOwnerMayReadAnArchiveAndNothingElseIsLeftBeside() throws IOException {
        Archive archive = capture();
        try (var kept = Files.list(data.resolve("archives"))) {
            List<Path> files = kept.toList();
            assertThat(files).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.getFirst())))
                    .isEqualTo("rw-------");
            assertThat(Files.size(files.getFirst())).isEqualTo(archive.bytes());
        }
    }

    @Test
    void anExecutableStaysOneAndGitIsLeftOut() throws IOException {
        write("run.sh", "#!/bin/sh");
        Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxrwxrwx"));
        write(".git/config", "secret");
        write("sub/.git", "gitdir: elsewhere");
        Archive archive = capture();
        try (var tar = new TarArchiveInputStream(archives.open(archive.digest()))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                assertThat(e.getName()).doesNotContain(".git");
                assertThat(e.getMode() & 0777)
                        .isEqualTo(e.isDirectory() || e.getName().equals("run.sh") ? 0755 : 0644);
                assertThat(e.getLastModifiedTime()).isEqualTo(FileTime.fromMillis(0));
                assertThat(e.getUserName() + e.getGroupName() + e.getLongUserId())
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void dockerignoreIsHonoured() throws IOException {
        write(".dockerignore", "# comment\n**/*.log\nnode_modules\n!node_modules/kept\n/secret.env\n");
        write("a.log", "x");
        write("src/b.log", "x");
        write("node_modules/dropped", "x");
        write("node_modules/kept", "x");
        write("secret.env", "x");
        assertThat(content(capture()).keySet())
                .containsExactlyInAnyOrder(".dockerignore", "Dockerfile", "node_modules/kept", "src/", "src/main.txt");
    }

    @Test
    void linksThatStayInsideAreKeptAsLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("src/up"), Path.of("../Dockerfile"));
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("not/there"));
        Files.createSymbolicLink(folder.resolve("itself"), Path.of("itself"));
        assertThat(content(capture()))
                .containsEntry("src/up", "-> ../Dockerfile")
                .containsEntry("nowhere", "-> not/there")
                .containsEntry("itself", "-> itself");
    }

    @Test
    void linksThatLeaveAreUnsafe() throws IOException {
        for (String target : List.of("/etc/passwd", "../outside", "src/../../outside")) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(target));
            assertFails(this::capture, FailureCode.SOURCE_UNSAFE);
            Files.delete(link);
        }
        Files.createDirectories(temporary.resolve("outside"));
        Files.createSymbolicLink(folder.resolve("here"), Path.of("."));
        Files.createSymbolicLink(folder.resolve("sly"), Path.of("here/../outside"));
        assertFails(this::capture, FailureCode.SOURCE_UNSAFE);
    }

    @Test
    void whatIsNoFileIsUnsafe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertFails(this::capture, FailureCode.SOURCE_UNSAFE);
    }

    @Test
    void tooManyFilesOrBytesAreTooLarge() throws IOException {
        assertFails(
                () -> new FolderArchives(data, 2, 1 << 20).capture(folder.toString(), null, Operation.quiet()),
                FailureCode.SOURCE_TOO_LARGE);
        write("large", "x".repeat(2 << 20));
        assertFails(this::capture, FailureCode.SOURCE_TOO_LARGE);
    }

    @Test
    void whatIsNotAFolderIsNotFound() {
        for (String wrong : List.of(
                folder.resolve("none").toString(), folder.resolve("Dockerfile").toString(), "relative", "", "\0")) {
            assertFails(() -> archives.capture(wrong, null, Operation.quiet()), FailureCode.SOURCE_NOT_FOUND);
        }
    }

    @Test
    void cancelStopsTheReadingAndLeavesNothing() throws IOException {
        var operation = Operation.quiet();
        operation.cancel();
        assertThatThrownBy(() -> archives.capture(folder.toString(), null, operation))
                .isInstanceOf(Operation.Canceled.class);
        assertThat(data.resolve("archives"))
                .satisfiesAnyOf(
                        d -> assertThat(d).doesNotExist(), d -> assertThat(d).isEmptyDirectory());
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsRefusedAndNoBrokenArchiveIsKept() throws Exception {
        write("growing", "x".repeat(100_000));
        var stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                try {
                    write("growing", "x".repeat((int) (Math.random() * 100_000)));
                } catch (IOException e) {
                    return;
                }
            }
        });
        try {
            for (int i = 0; i < 30; i++) {
                try {
                    content(capture());
                } catch (BackendFailure failure) {
                    assertThat(failure.sentence()).contains("growing changed");
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    @Test
    void aDamagedArchiveIsNotHandedOut() throws IOException {
        Archive archive = capture();
        assertThat(archives.has(archive.digest())).isTrue();
        Path file = data.resolve("archives").resolve(archive.digest().substring(7) + ".tar");
        byte[] bytes = Files.readAllBytes(file);
        bytes[600] ^= 1;
        Files.write(file, bytes);
        assertThat(archives.has(archive.digest())).isFalse();
        assertFails(() -> archives.open(archive.digest()), FailureCode.SOURCE_NOT_FOUND);
        assertThat(capture()).isEqualTo(archive);
        assertThat(archives.has(archive.digest())).isTrue();
        Files.delete(file);
        assertThat(archives.has(archive.digest())).isFalse();
        assertFails(() -> archives.open("sha256:../../etc/passwd"), FailureCode.SOURCE_NOT_FOUND);
    }

    private Archive capture() {
        return archives.capture(folder.toString(), null, Operation.quiet());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private TreeMap<String, String> content(Archive archive) throws IOException {
        var content = new TreeMap<String, String>();
        try (var tar = new TarArchiveInputStream(archives.open(archive.digest()))) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                content.put(
                        e.getName(),
                        e.isSymbolicLink()
                                ? "-> " + e.getLinkName()
                                : new String(tar.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return content;
    }

    private static void assertFails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackendFailure.class,
                        f -> assertThat(f.code()).as(f.sentence()).isEqualTo(code));
    }
}
