package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which images a Dockerfile takes from registries. */
class DockerfileTest {
    @Test
    void everyImageOfANeededStageIsFoundAndNoStageTakenForOne() {
        var text = """
                FROM --platform=$BUILDPLATFORM r.example/go:1 AS build
                RUN --mount=type=bind,from=r.example/tools:1,target=/t make
                from r.example/test:1 as Test
                COPY --from=build /a /a
                FROM scratch
                COPY --chown=1 --from=build /a /a
                COPY --from=r.example/certs:1 /c /c
                COPY --from=0 /b /b
                """;
        assertThat(images(text, null))
                .containsExactlyInAnyOrder("r.example/go:1", "r.example/tools:1", "r.example/certs:1");
        assertThat(images(text, "test"))
                .containsExactlyInAnyOrder("r.example/test:1", "r.example/go:1", "r.example/tools:1");
        assertThat(images(text, "build")).containsExactlyInAnyOrder("r.example/go:1", "r.example/tools:1");
        assertThat(images(text, "none")).isEmpty();
        assertThat(images("# nothing", null)).isEmpty();
    }

    @Test
    void aStageMayBeCalledAsTheImageItBeginsWith() {
        assertThat(images("FROM base AS base\nFROM base AS other\n", null)).containsExactly("base");
    }

    @Test
    void argumentsBeforeTheFirstStageAreFilledInAndWhatOnlyTheBuilderKnowsIsLeftOut() {
        var text = """
                ARG REGISTRY="r.example" VERSION=1
                ARG NAME=$REGISTRY/app
                ARG GIVEN
                FROM ${NAME}:${VERSION} AS one
                ARG VERSION=9
                FROM $GIVEN/b:${OTHER:-x} AS two
                FROM r.example/c:$TARGETARCH
                COPY --from=one / /
                COPY --from=two / /
                """;
        assertThat(Dockerfile.images(text, Map.of("VERSION", "2", "GIVEN", "g.example"), null))
                .containsExactlyInAnyOrder("r.example/app:2", "g.example/b:x");
    }

    @Test
    void commentsContinuedLinesAndDocumentsAreNoInstructions() {
        var text = """
                # syntax=r.example/dockerfile:1
                # escape=`

                # FROM r.example/comment:1
                FROM `
                  # in between
                  r.example/a:1
                RUN <<EOF cat && <<-"END" cat
                FROM r.example/document:1
                EOF
                FROM r.example/another:1
                \tEND
                RUN echo `
                FROM r.example/continued:1
                """;
        assertThat(images(text, null)).containsExactly("r.example/a:1");
        assertThat(DockerfileLines.directive(text, "syntax")).contains("r.example/dockerfile:1");
        assertThat(DockerfileLines.directive("FROM a\n# syntax=b\n", "syntax")).isEmpty();
    }

    @Test
    void whatIsNoNameOfAnImageIsLeftToTheBuilder() {
        assertThat(images("FROM ../../containers/a?x=\nCOPY --from=http://r.example/a / /\n", null))
                .isEmpty();
    }

    @Test
    void aFileThatIsWrittenToGrowOrToTakeLongIsReadAtOnce() {
        var text = "ARG A=aaaaaaaa\n" + "ARG A=$A$A\n".repeat(1_000) + "FROM r.example/" + "$A".repeat(200) + "\n"
                + "FROM a\nCOPY --from=0 / /\n".repeat(4_000) + "FROM " + "--platform=x ".repeat(4_000) + "b\n";
        assertThat(images(text, null)).containsExactly("b");
    }

    private static Set<String> images(String text, @Nullable String target) {
        return Dockerfile.images(text, Map.of(), target);
    }
}
