package com.appaloft.infrastructure.source.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.GitRepositories;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.resource.ProjectIdentity;
import com.appaloft.domain.resource.SourceSighting;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.source.ResolvedSource;
import com.appaloft.domain.source.Source;
import com.appaloft.infrastructure.source.folder.FolderArchives;
import com.appaloft.infrastructure.source.folder.FolderLimits;
import com.appaloft.infrastructure.source.git.GitForTests;
import com.appaloft.infrastructure.source.git.GitLimits;
import com.appaloft.infrastructure.source.git.JGitRepositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationsTest {
    @TempDir
    Path folder;

    @TempDir
    Path data;

    private FolderArchives archives;
    private JGitRepositories repositories;
    private Declarations declarations;

    @BeforeEach
    void aFolder() {
        archives = new FolderArchives(data, 100, 1 << 20);
        var limits = new GitLimits(new FolderLimits(100, 1 << 20), Duration.ofSeconds(5), Duration.ofSeconds(20));
        repositories = new JGitRepositories(archives, data, limits, Clock.systemUTC());
        declarations = new Declarations(archives, repositories);
    }

    @Test
    void everyFieldIsReadByItsNameInTheApi() throws IOException {
        write("""
                name: shop
                dataMarker: 7
                runtime:
                  strategy: dockerfile
                  dockerfilePath: deploy/Dockerfile
                  command: [serve, "8080"]
                  memoryMb: 256
                  cpus: 0.5
                  registrySecret: REGISTRIES
                  volumes:
                    - {name: data, path: /var/lib/app}
                network: {internalPort: 8080, exposure: direct-port, hostPort: 18080}
                health: {type: http, path: /health, retries: 3}
                """);
        var seen = seen();
        assertThat(seen.project()).isEqualTo(new ProjectIdentity("shop", null));
        var runtime = seen.declaration().runtime();
        assertThat(runtime.strategy()).isEqualTo(RuntimeSpec.Strategy.DOCKERFILE);
        assertThat(runtime.dockerfilePath()).isEqualTo("deploy/Dockerfile");
        assertThat(runtime.command()).containsExactly("serve", "8080");
        assertThat(runtime.memoryMb()).isEqualTo(256);
        assertThat(runtime.cpus()).isEqualTo(0.5);
        assertThat(runtime.volumes()).isEqualTo(List.of(new RuntimeSpec.Volume("data", "/var/lib/app")));
        assertThat(runtime.dataMarker()).isEqualTo("7");
        assertThat(runtime.registrySecret()).isEqualTo("REGISTRIES");
        assertThat(seen.declaration().network().exposure()).isEqualTo(NetworkSpec.Exposure.DIRECT_PORT);
        assertThat(seen.declaration().health()).isEqualTo(new HealthSpec.Http("/health", 200, 2, 2, 3, 10));
    }

    @Test
    void whatAnAttemptRunsDeclaresTheSameAsWhatIsThereAlsoWhereTheImageLeavesItOut() throws IOException {
        write("runtime: {memoryMb: 64}\n");
        Files.writeString(folder.resolve(".dockerignore"), "*\n");
        var kept = archives.capture(folder.toString(), null, Operation.quiet());
        var resolved = new ResolvedSource.Folder(folder.toString(), kept.digest(), kept.files(), kept.bytes());
        var source = new Source.LocalFolder(folder.toString());
        assertThat(declarations.of(source, resolved)).isEqualTo(seen());
        write("runtime: {memoryMb: 128}\n");
        assertThat(declarations.of(source, resolved).declaration().runtime().memoryMb())
                .isEqualTo(64);
    }

    @Test
    void aRepositoryDeclaresWhatItsRefDeclaresNowAndAnAttemptWhatItsCommitDeclared() throws IOException {
        try (var git = new GitForTests(data.resolve("origin.git"))) {
            git.file(".dockerignore", "*\n").file("web/appaloft.yml", "runtime: {memoryMb: 64}\n");
            git.file("web/.dockerignore", "*\n").commit("main");
            var source = new Source.GitRepository(git.address(), "main", "web", null, null);
            var remote = new GitRepositories.Remote(source, null);
            var commit = git.commit("main");
            var kept = git(source, commit, remote);
            git.file("web/appaloft.yml", "runtime: {memoryMb: 128}\n").commit("main");
            assertThat(memory(declarations.now(source, null, Operation.quiet())))
                    .isEqualTo(128);
            assertThat(memory(declarations.of(source, kept))).isEqualTo(64);
            git.file("web/appaloft.yml", "# nothing\n").commit("main");
            assertThat(declarations.now(source, null, Operation.quiet())).isEqualTo(SourceSighting.NOTHING);
            var gone = new Source.GitRepository(git.address(), "gone", null, null, null);
            assertThatThrownBy(() -> declarations.now(gone, null, Operation.quiet()))
                    .isInstanceOf(BackendFailure.class)
                    .hasMessageContaining("gone");
        }
    }

    private ResolvedSource.Git git(Source.GitRepository source, String commit, GitRepositories.Remote remote) {
        var kept = repositories.capture(remote, commit, Operation.quiet());
        return new ResolvedSource.Git(source, commit, kept.digest(), kept.files(), kept.bytes());
    }

    private static @Nullable Integer memory(SourceSighting sighting) {
        return sighting.declaration().runtime().memoryMb();
    }

    @Test
    void aSourceWithoutTheFileDeclaresNothingAndSoDoesAnEmptyOneAndAnImage() throws IOException {
        assertThat(seen()).isEqualTo(SourceSighting.NOTHING);
        write("# nothing\n");
        assertThat(seen()).isEqualTo(SourceSighting.NOTHING);
        assertThat(declarations.now(new Source.DockerImage("web:v1"), null, Operation.quiet()))
                .isEqualTo(SourceSighting.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                runtime: {memory: 5}                     | line 1: there is no key runtime.memory
                a: 1                                     | line 1: there is no key a; known are dataMarker, health
                runtime: {memoryMb: "5"}                 | runtime.memoryMb must be a whole number
                runtime: {memoryMb: 99999999999}         | runtime.memoryMb must be a whole number
                runtime: {memoryMb: 5, memoryMb: 6}      | runtime.memoryMb is given twice
                runtime: [a]                             | runtime must be a mapping
                runtime: {strategy: magic}               | runtime.strategy must be one of
                network: {exposure: everywhere}          | network.exposure must be one of
                health: {path: /x}                       | health.type is missing
                health: {type: none, path: /x}           | there is no key health.path
                health: {type: ftp}                      | health.type must be one of
                dataMarker: [1]                          | dataMarker must be a text
                a: &x 1                                  | uses an anchor or alias
                a: !!java.util.Date x                    | Global tag is not allowed
                name: !!javax.script.ScriptEngineManager [] | Global tag is not allowed
                runtime: {                               | is no well-formed YAML
                'runtime: {command: [[[[[[[[[[1]]]]]]]]]]}' | is nested deeper than 8 levels
                """)
    void whatCannotBeObeyedIsRefusedByNameAndLine(String text, String told) throws IOException {
        write(text);
        assertThatThrownBy(this::seen).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.PLAN_INVALID);
            assertThat(failure.sentence()).startsWith("appaloft.yml").contains(told);
        });
    }

    @Test
    void theLineOfAnUnknownKeyIsItsOwn() throws IOException {
        write("name: shop\nruntime:\n  memoryMb: 5\n  memry: 6\n");
        assertThatThrownBy(this::seen).hasMessageContaining("line 4").hasMessageContaining("runtime.memry");
    }

    @Test
    void twoMarkersThatDisagreeAreRefused() throws IOException {
        write("dataMarker: a\nruntime: {dataMarker: b}\n");
        assertThatThrownBy(this::seen).hasMessageContaining("say different things");
    }

    @Test
    void aBombAHugeFileAndBytesThatAreNoTextEndInASentence() throws IOException {
        write(IntStream.range(0, 20)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + (i == 0 ? "1" : "*a" + (i - 1) + ", *a" + (i - 1)) + "]")
                .collect(Collectors.joining("\n")));
        assertThatThrownBy(this::seen).isInstanceOf(BackendFailure.class).hasMessageContaining("anchor");
        write("name: " + "x".repeat(70_000));
        assertThatThrownBy(this::seen).isInstanceOf(BackendFailure.class).hasMessageContaining("64 KiB");
        Files.write(folder.resolve("appaloft.yml"), new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThatThrownBy(this::seen).isInstanceOf(BackendFailure.class).hasMessageContaining("UTF-8");
        write("[".repeat(50_000));
        assertThatThrownBy(this::seen).isInstanceOf(BackendFailure.class);
        write("name: a\n---\nname: b\n");
        assertThatThrownBy(this::seen).isInstanceOf(BackendFailure.class);
    }

    @Test
    void aFileThatIsALinkIsNotFollowed() throws IOException {
        Files.writeString(data.resolve("secret"), "name: outside\n");
        Files.createSymbolicLink(folder.resolve("appaloft.yml"), data.resolve("secret"));
        assertThat(seen()).isEqualTo(SourceSighting.NOTHING);
    }

    @Test
    void aFolderThatIsGoneIsUnreadable() {
        assertThatThrownBy(() -> declarations.now(new Source.LocalFolder(folder + "/gone"), null, Operation.quiet()))
                .isInstanceOfSatisfying(
                        BackendFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "https://ada:hunter2@Git.Example/acme/shop.git, git.example/acme/shop",
        "ssh://git@git.example:2222/acme/shop.git, git.example/acme/shop",
        "git@git.example:acme/shop.git, git.example/acme/shop",
        "/srv/git/shop.git/, /srv/git/shop"
    })
    void aRepositoryIsTheSameHoweverItIsReachedAndNoCredentialIsKept(String url, String origin) throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(
                folder.resolve(".git/config"),
                "[remote \"fork\"]\n\turl = https://elsewhere/x\n[remote \"origin\"]\n\turl = " + url + "\n");
        assertThat(seen().project()).isEqualTo(new ProjectIdentity(null, origin));
    }

    private SourceSighting seen() {
        return declarations.now(new Source.LocalFolder(folder.toString()), null, Operation.quiet());
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("appaloft.yml"), text);
    }
}
