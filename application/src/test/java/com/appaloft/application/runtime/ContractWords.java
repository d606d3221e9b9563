package com.appaloft.application.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.RuntimeBackend.Health;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.application.runtime.HostUnderTest.Archive;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.runtime.Artifact;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.SlotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The words in which the promises of a backend are written down. */
abstract class ContractWords {
    /** The host under test and what a test can make happen on it. */
    protected abstract HostUnderTest host();

    final RuntimeBackend backend() {
        return host().backend();
    }

    final Server server() {
        return host().server();
    }

    final String resolve(String reference) {
        return backend().resolve(server(), reference, false, Operation.quiet()).imageId();
    }

    final String build(Archive archive, Map<String, String> labels, Operation operation) {
        return host().build(archive, labels, operation).imageId();
    }

    final Workload start(RuntimeBackend.WorkloadSpec spec) {
        return backend().start(server(), spec, Operation.quiet());
    }

    final Workload find(String name) {
        return backend().find(server(), name).orElseThrow();
    }

    final List<String> names(SlotId slot) {
        return backend().workloads(server(), slot).stream().map(Workload::name).toList();
    }

    final RuntimeBackend.HealthAnswer ask(Workload workload, HealthSpec health) {
        return backend().ask(server(), workload, health, Operation.quiet());
    }

    final void awaitHealth(Workload workload, HealthSpec health, Health wanted) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(ask(workload, health).health()).isEqualTo(wanted));
    }

    final Observation observe(String imageId, String keepTag) {
        return backend().observe(server(), artifact(imageId, keepTag));
    }

    final Artifact artifact(String imageId, String keepTag) {
        return new Artifact(ContentIdentity.artifact(server().id(), imageId), server().id(), imageId, "", keepTag);
    }

    static void assertFails(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BackendFailure.class, failure -> {
            assertThat(failure.code())
                    .as(failure.sentence() + " " + failure.evidence())
                    .isEqualTo(code);
            assertThat(failure.sentence()).endsWith(".");
        });
    }

    static CompletableFuture<Object> inBackground(Callable<Object> work) {
        var done = new CompletableFuture<Object>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    static void assertCanceledSoon(CompletableFuture<Object> work) {
        await().atMost(Duration.ofSeconds(15)).until(work::isDone);
        assertThatThrownBy(work::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(Operation.Canceled.class);
    }
}
