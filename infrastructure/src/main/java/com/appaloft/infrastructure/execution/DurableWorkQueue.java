package com.appaloft.infrastructure.execution;

import com.appaloft.application.port.WorkQueue;
import com.appaloft.domain.shared.DeploymentId;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The work queue on PostgreSQL, by db-scheduler. A carrying process says that it lives every two seconds; what a dead one carried is
 * given to another process 8 to 13 seconds later.
 */
@Component
class DurableWorkQueue implements WorkQueue, SmartLifecycle {
    static final String TABLE = "work_queue";
    static final String TASK = "carry-attempt";
    private static final int AT_ONCE = 64;
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final Clock clock;
    private final OneTimeTask<Void> task;
    private final SchedulerClient entries;
    private volatile @Nullable Scheduler scheduler;

    DurableWorkQueue(DataSource dataSource, ObjectProvider<Worker> worker, Clock clock) {
        this.dataSource = new TransactionAwareDataSourceProxy(dataSource);
        this.clock = clock;
        this.task = Tasks.oneTime(TASK)
                .onFailure(this::again)
                .onDeadExecutionRevive()
                .execute((instance, context) -> worker.getObject().carry(new DeploymentId(instance.getId())));
        this.entries = SchedulerClient.Builder.create(this.dataSource, task)
                .tableName(TABLE)
                .build();
    }

    @Override
    public void enqueue(DeploymentId attempt) {
        entries.scheduleIfNotExists(task.instance(attempt.value()), clock.instant());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    look();
                }
            });
        } else {
            look();
        }
    }

    private void look() {
        var running = scheduler;
        if (running != null) {
            running.triggerCheckForDueExecutions();
        }
    }

    private void again(ExecutionComplete failed, ExecutionOperations<Void> entry) {
        int failures = Math.min(failed.getExecution().consecutiveFailures, 10);
        var pause = FIRST_PAUSE.multipliedBy(1L << failures);
        entry.reschedule(failed, clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }

    @Override
    public void start() {
        var fresh = Scheduler.create(dataSource, task)
                .tableName(TABLE)
                .schedulerName(new SchedulerName.Fixed(ProcessHandle.current().pid() + "-" + UUID.randomUUID()))
                .threads(AT_ONCE)
                .executorService(new UninterruptedThreads())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(Duration.ofSeconds(1))
                .failureLogging(LogLevel.WARN, true)
                .build();
        fresh.start();
        scheduler = fresh;
    }

    /** Ends within seconds; what is still carried is left alone and stays in the queue for the next process. */
    @Override
    public void stop() {
        var running = scheduler;
        scheduler = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }
}
