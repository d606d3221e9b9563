package com.appaloft.infrastructure.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.Receipts;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.Refusal;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.ProjectEvent;
import com.appaloft.infrastructure.postgres.PostgresForTests;
import com.appaloft.infrastructure.testing.Persistence;
import com.appaloft.infrastructure.testing.RecordingProjector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All of a unit of work lands or nothing of it: event, read model, work item and receipt. */
class UnitOfWorkTest {
    private static Persistence persistence;
    private static UnitOfWork unitOfWork;
    private static Projects projects;
    private static Environments environments;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private RecordingProjector projector;
    private ProjectId project;

    @BeforeAll
    static void start() {
        persistence = Persistence.on(PostgresForTests.fresh(), RecordingProjector.class);
        unitOfWork = persistence.bean(UnitOfWork.class);
        projects = persistence.bean(Projects.class);
        environments = persistence.bean(Environments.class);
    }

    @AfterAll
    static void stop() {
        persistence.close();
    }

    @BeforeEach
    void fresh() {
        projector = persistence.bean(RecordingProjector.class);
        projector.failOn(event -> false);
        project = new ProjectId("prj_" + NUMBER.incrementAndGet());
    }

    @Test
    void theWiredBeansAreTheOnesMeant() {
        assertThat(persistence.bean(EventStore.class)).hasSameClassAs(persistence.bean(EmbeddedEventStore.class));
        assertThat(persistence.bean(EventStorageEngine.class).getClass()).isEqualTo(JdbcEventStorageEngine.class);
        assertThat(persistence.bean(TransactionManager.class).getClass()).isEqualTo(SpringTransactionManager.class);
        assertThat(persistence.bean(UnitOfWork.class).getClass()).isEqualTo(AxonUnitOfWork.class);
    }

    @Test
    void whatWasAppendedIsReadBackAndProjected() {
        append("shop");
        assertThat(projects.find(project).orElseThrow().name()).isEqualTo("shop");
        assertThat(seen()).isEqualTo(1);
        var row = persistence
                .bean(JdbcClient.class)
                .sql(
                        "select payload_type || ' ' || payload_revision || ' ' || payload from domain_event where aggregate_identifier = ?")
                .param(project.value())
                .query(String.class)
                .single();
        assertThat(row)
                .isEqualTo("project.created 1 {\"projectId\":\"" + project
                        + "\",\"name\":\"shop\",\"at\":\"2026-03-01T10:00:00.120Z\"}");
    }

    @Test
    void aRefusalLeavesNothing() {
        assertThatThrownBy(() -> unitOfWork.run(() -> {
                    everything();
                    throw Problem.of(ProblemCode.FORBIDDEN, "no").asRefusal();
                }))
                .isInstanceOf(Refusal.class);
        assertNothingLanded();
    }

    @Test
    void aFailingProjectorLeavesNothing() {
        projector.failOn(recorded -> recorded.event().streamId().equals(project.value()));
        assertThatThrownBy(() -> unitOfWork.run(this::everything)).hasMessageContaining("told to fail");
        assertNothingLanded();
    }

    @Test
    void aLostAppendLeavesNothingOfItsTryAndIsRunAgain() {
        append("first");
        var tries = new AtomicInteger();
        unitOfWork.run(() -> {
            if (tries.incrementAndGet() == 1) {
                receipt();
                persistence.bean(WorkQueue.class).enqueue(attempt());
                assertThat(projects.find(project)).isPresent();
                elsewhere(() -> append("second"));
                projects.append(project, List.of(created("third")));
            } else {
                assertThat(projects.get(project).name()).isEqualTo("second");
                assertThat(persistence.bean(Receipts.class).find(project.value()))
                        .isEmpty();
            }
        });
        assertThat(tries).hasValue(2);
        assertThat(seen()).isEqualTo(2);
        assertThat(rows("work_queue where task_instance = '" + attempt() + "'")).isZero();
        assertThat(persistence.bean(Receipts.class).find(project.value())).isEmpty();
    }

    @Test
    void aStreamFoundEmptyIsBegunByOneOnly() {
        var found = new ArrayList<Boolean>();
        unitOfWork.run(() -> {
            found.add(projects.find(project).isPresent());
            if (found.size() == 1) {
                elsewhere(() -> append("faster"));
            }
            projects.append(project, List.of(created("slower")));
        });
        assertThat(found).containsExactly(false, true);
    }

    @Test
    void whoAlwaysLosesIsToldToComeBack() {
        append("first");
        var tries = new AtomicInteger();
        assertThatThrownBy(() -> unitOfWork.run(() -> {
                    projects.find(project);
                    elsewhere(() -> append("other " + tries.incrementAndGet()));
                    projects.append(project, List.of(created("mine")));
                }))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.COORDINATION_TIMEOUT));
        assertThat(tries).hasValue(AxonUnitOfWork.TRIES);
        assertThat(projects.get(project).name()).isEqualTo("other 8");
    }

    @Test
    void anInnerUnitOfWorkJoinsTheOuterOne() {
        assertThatThrownBy(() -> unitOfWork.run(() -> {
                    unitOfWork.run(() -> projects.append(project, List.of(created("inner"))));
                    assertThat(projects.get(project).name()).isEqualTo("inner");
                    throw new IllegalStateException("outer");
                }))
                .hasMessage("outer");
        assertThat(projects.find(project)).isEmpty();
    }

    @Test
    void replayFeedsEverythingInOrder() {
        var environment = new EnvironmentId("env_" + NUMBER.incrementAndGet());
        append("replayed");
        unitOfWork.run(() -> environments.append(
                environment,
                List.of(new EnvironmentEvent.Created(
                        environment, project, "e", Environment.Kind.CUSTOM, EventExamples.AT))));
        unitOfWork.run(() -> {
            for (int i = 0; i < 1_200; i++) {
                environments.append(
                        environment,
                        List.of(new EnvironmentEvent.VariableSet(environment, "V", "v" + i, EventExamples.AT)));
            }
        });
        var live = inOrder();
        persistence
                .bean(JdbcClient.class)
                .sql("insert into seen (stream, sequence) values ('wrong', 7)")
                .update();
        assertThat(persistence.bean(ReplayEvents.class).rebuild()).isEqualTo(live.size());
        assertThat(inOrder()).isEqualTo(live).hasSizeGreaterThan(1_200);
    }

    private void everything() {
        projects.append(project, List.of(created("shop")));
        receipt();
        persistence.bean(WorkQueue.class).enqueue(attempt());
    }

    private void receipt() {
        persistence.bean(Receipts.class).store(project.value(), new Receipts.Receipt("POST", "{}"));
    }

    private void assertNothingLanded() {
        assertThat(rows("domain_event where aggregate_identifier = '" + project + "'"))
                .isZero();
        assertThat(seen()).isZero();
        assertThat(rows("work_queue where task_instance = '" + attempt() + "'")).isZero();
        assertThat(rows("idempotency_receipt where key = '" + project + "'")).isZero();
    }

    private long rows(String table) {
        return persistence.count(table);
    }

    private long seen() {
        return rows("seen where stream = '" + project + "'");
    }

    private static List<String> inOrder() {
        return persistence
                .bean(JdbcClient.class)
                .sql("select stream || ' ' || sequence from seen order by place")
                .query(String.class)
                .list();
    }

    private void append(String name) {
        unitOfWork.run(() -> projects.append(project, List.of(created(name))));
    }

    private ProjectEvent created(String name) {
        return new ProjectEvent.Created(project, name, EventExamples.AT);
    }

    private DeploymentId attempt() {
        return new DeploymentId("dep_" + project.value().substring(4));
    }

    private static void elsewhere(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
