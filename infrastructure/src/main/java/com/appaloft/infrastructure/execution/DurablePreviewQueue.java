package com.appaloft.infrastructure.execution;

import com.appaloft.application.port.PreviewQueue;
import com.appaloft.domain.shared.PreviewId;
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
import java.time.Instant;
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
 * The queue of what is to be done about previews on PostgreSQL, by db-scheduler. Every entry has an instance of its own, so that a
 * new one never meets one that is just being done.
 */
@Component
class DurablePreviewQueue implements PreviewQueue, SmartLifecycle {
    static final String TABLE = "preview_queue";
    static final String CLEAN = "clean-preview";
    static final String LOOK = "look-at-preview";
    private static final int AT_ONCE = 16;
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final DataSource dataSource;
    private final Clock clock;
    private final OneTimeTask<Void> clean;
    private final OneTimeTask<Void> look;
    private final SchedulerClient entries;
    private volatile @Nullable Scheduler scheduler;

    DurablePreviewQueue(DataSource dataSource, ObjectProvider<Worker> worker, Clock clock) {
        this.dataSource = new TransactionAwareDataSourceProxy(dataSource);
        this.clock = clock;
        this.clean = Tasks.oneTime(CLEAN)
                .onFailure(this::again)
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    var round = instance.getId().split("/", 3);
                    worker.getObject().clean(new PreviewId(round[0]), Integer.parseInt(round[1]));
                });
        this.look = Tasks.oneTime(LOOK)
                .onFailure(this::again)
                .onDeadExecutionRevive()
                .execute((instance, context) ->
                        worker.getObject().look(new PreviewId(instance.getId().split("/", 2)[0])));
        this.entries = SchedulerClient.Builder.create(this.dataSource, clean, look)
                .tableName(TABLE)
                .build();
    }

    @Override
    public void clean(PreviewId preview, int round, Instant started) {
        var id = preview + "/" + round + "/" + started.toEpochMilli();
        entries.scheduleIfNotExists(clean.instance(id), clock.instant());
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake();
                }
            });
        } else {
            wake();
        }
    }

    @Override
    public void lookAt(PreviewId preview, Instant when) {
        entries.scheduleIfNotExists(look.instance(preview + "/" + when.toEpochMilli()), when);
    }

    private void wake() {
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
        var fresh = Scheduler.create(dataSource, clean, look)
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

    /** Ends within seconds; what is still being done is left alone and stays in the queue for the next process. */
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
