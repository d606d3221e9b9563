package com.appaloft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    private static final String KEPT =
            "{\"id\":\"art_1\",\"bytes\":12300000,\"observed\":\"present\",\"keptBecause\":[\"serving-now\",\"pinned\"]}";
    private static final String GOING =
            "{\"id\":\"art_2\",\"bytes\":4500,\"observed\":\"present\",\"reason\":\"beyond-retention\\u001b[2J\"}";

    @TempDir
    Path data;

    private ControlPlaneStub controlPlane;
    private Typed typed;

    @BeforeEach
    void start() throws IOException {
        controlPlane = new ControlPlaneStub();
        typed = new Typed(controlPlane, data);
    }

    @AfterEach
    void stop() {
        controlPlane.close();
    }

    @Test
    void aListSaysHowBigEachIsAndWhyItStays() {
        controlPlane.answers("GET /api/artifacts", 200, "{\"items\":[" + KEPT + "],\"nextCursor\":\"next\"}");

        assertThat(typed.appaloft("artifacts", "list", "--resource", "res_1", "--limit", "1"))
                .isZero();
        assertThat(typed.out()).contains("art_1", "12.3 MB", "present", "serving-now, pinned", "--cursor next");
        assertThat(controlPlane.lastAsked().path()).contains("resourceId=res_1", "limit=1");
    }

    @Test
    void pinAndUnpinSayWhatTheyMean() {
        controlPlane.answers("POST /api/artifacts/art_1/pin", 200, "{\"id\":\"art_1\",\"pinned\":true}");
        controlPlane.answers("POST /api/artifacts/art_1/unpin", 200, "{\"id\":\"art_1\",\"pinned\":false}");

        assertThat(typed.appaloft("artifacts", "pin", "art_1")).isZero();
        assertThat(typed.appaloft("artifacts", "unpin", "art_1")).isZero();
        assertThat(typed.out()).contains("art_1 is pinned", "art_1 is no longer pinned");
    }

    @Test
    void pruneOnlyShowsUnlessToldOtherwiseAndPrintsNothingThatMovesTheCursor() {
        controlPlane.answers(
                "POST /api/artifacts/prune",
                200,
                "{\"dryRun\":true,\"releasedCount\":1,\"releasedBytes\":4500,\"keepSuccessful\":5,\"released\":["
                        + GOING
                        + "],\"kept\":[" + KEPT
                        + "],\"recoverability\":[{\"resourceId\":\"res_1\",\"candidatesBefore\":7,\"candidatesAfter\":6}]}");

        assertThat(typed.appaloft("artifacts", "prune", "--artifact", "art_2")).isZero();
        assertThat(typed.out())
                .contains("Dry run, nothing was let go of: 1 would go, 4.5 kB", "art_2", "beyond-retention")
                .contains("art_1", "stays", "7 before, 6 after", "--no-dry-run")
                .doesNotContain("\u001b");
        assertThat(controlPlane.lastAsked().body()).contains("\"dryRun\":true", "\"artifactId\":\"art_2\"");
        typed.appaloft("artifacts", "prune", "--no-dry-run");
        assertThat(controlPlane.lastAsked().body()).contains("\"dryRun\":false");
    }
}
