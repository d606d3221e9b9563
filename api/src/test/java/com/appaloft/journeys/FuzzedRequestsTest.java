package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.runtime.FakeImage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Requests made from the description that is served, as it says and against it: none is answered by a 5xx, each by a status
 * that the description names, and none that is refused changes anything.
 */
class FuzzedRequestsTest {
    /** How often a hundred requests are sent; {@code -Dappaloft.fuzz.rounds=100} makes ten thousand. */
    private static final int ROUNDS = Integer.getInteger("appaloft.fuzz.rounds", 20);
    /** So often there is a fresh resource to aim at: requests that are admitted lock, relink and deregister the old ones. */
    private static final int FRESH = 200;

    private static final Map<Integer, Integer> answers = new TreeMap<>();

    private static InProcess controlPlane;
    private static FuzzedCalls calls;
    private static StoredState state;
    private static Api api;
    private static int sent;
    /** What is stored; null where something was admitted since. */
    private static String before;

    @BeforeContainer
    static void start() {
        controlPlane = new InProcess();
        controlPlane.host().image(FuzzedCalls.IMAGE, FakeImage.serving());
        state = new StoredState(controlPlane.bean(JdbcClient.class));
        api = controlPlane.api();
        calls = new FuzzedCalls(api.get("/api/openapi.json").body());
    }

    @AfterContainer
    static void stop() {
        System.out.println("fuzzed requests " + sent + ", answers by status " + answers);
        controlPlane.close();
    }

    @Provide
    Arbitrary<List<FuzzedCalls.Call>> calls() {
        return calls.any().list().ofSize(ROUNDS);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void noneBreaksAnythingAndNoneThatIsRefusedChangesAnything(@ForAll("calls") List<FuzzedCalls.Call> some) {
        some.forEach(FuzzedRequestsTest::send);
    }

    private static void send(FuzzedCalls.Call call) {
        if (sent++ % FRESH == 0) {
            aimAtSomethingFresh();
        }
        var aimed = call.aimed(calls.known());
        boolean changing = !aimed.method().equals("GET");
        if (changing && before == null) {
            before = state.settled();
        }
        var answer = aimed.send(api);
        answers.merge(answer, 1, Integer::sum);
        assertThat(answer).as("%s", aimed).isLessThan(500);
        assertThat(aimed.mayAnswer(answer)).as("%s answered %d", aimed, answer).isTrue();
        if (changing && answer >= 400) {
            assertThat(state.now()).as("%s was refused with %d", aimed, answer).isEqualTo(before);
        } else if (changing) {
            before = null;
        }
    }

    private static void aimAtSomethingFresh() {
        before = null;
        var at = new Workspace(api, InProcess.KIND);
        var resource = at.worker("fuzzed-" + sent, FuzzedCalls.IMAGE);
        var attempt = at.api.deploy(resource);
        at.api.succeeded(attempt);
        calls.know(at.project, at.environment, at.server, resource, attempt);
    }
}
