package com.appaloft.infrastructure.webhook;

import com.appaloft.application.port.EventFeed;
import com.appaloft.application.port.EventFeed.Entry;
import com.appaloft.application.port.EventFeed.Page;
import com.appaloft.application.port.EventFeed.Sequence;
import com.appaloft.application.port.NewEvents;
import com.appaloft.domain.shared.WebhookId;
import com.appaloft.infrastructure.webhook.StoredWebhooks.Due;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells each subscriber of what was recorded, one event after the other. Its place is kept with every event told; what fails is tried
 * again later and later, then buried so that the rest goes on. Of several processes one tells a subscriber at a time.
 */
@Component
class WhenRecordedThenTell implements SmartLifecycle {
    private static final String TASK = "tell-webhook";
    private static final int PAGE = 50;
    private static final int AT_ONCE = 16;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(WhenRecordedThenTell.class);

    private final StoredWebhooks webhooks;
    private final WebhookSender sender;
    private final EventFeed feed;
    private final Patience patience;
    private final CustomTask<Void> task;
    private final DataSource dataSource;
    private final Semaphore bell = new Semaphore(0);
    private NewEvents.@Nullable Subscription listening;
    private volatile @Nullable Scheduler scheduler;

    WhenRecordedThenTell(
            StoredWebhooks webhooks, WebhookSender sender, EventFeed feed, Patience patience, DataSource dataSource) {
        this.webhooks = webhooks;
        this.sender = sender;
        this.feed = feed;
        this.patience = patience;
        this.dataSource = dataSource;
        this.task = Tasks.custom(TASK, Void.class)
                .onFailure((broken, entry) ->
                        entry.reschedule(broken, patience.now().plusSeconds(5)))
                .onDeadExecutionRevive()
                .execute((instance, context) -> tell(new WebhookId(instance.getId())));
    }

    private CompletionHandler<Void> tell(WebhookId id) {
        while (scheduler != null) {
            var due = webhooks.due(id);
            if (due.isEmpty()) {
                return new CompletionHandler.OnCompleteRemove<>();
            }
            long position = due.get().position();
            var page = sequence(due.get()).after(position, PAGE);
            int attempts = due.get().webhook().attempts();
            for (var entry : withNotice(page, position)) {
                var outcome = due.get().wants(entry) ? told(due.get(), entry, attempts) : Outcome.SETTLED;
                if (!outcome.stillOurs()) {
                    return lookAgain();
                }
                var retry = outcome.retryAt();
                if (retry != null) {
                    return (done, queue) -> queue.reschedule(done, retry);
                }
                attempts = due.get().wants(entry) ? 0 : attempts;
            }
            webhooks.told(id, page.upTo());
            if (!page.more()) {
                return lookAgain();
            }
        }
        throw new IllegalStateException("the control plane stops");
    }

    /**
     * The page with a notice right where places are left out, if something of it was deleted. Whoever was told of the notice stands
     * further than before, as with any event: what follows is told once, and its tries are counted.
     */
    private List<Entry> withNotice(Page page, long position) {
        if (!page.gap()) {
            return page.entries();
        }
        var all = new ArrayList<Entry>();
        long told = Math.max(position, 0); // the first place is 1
        boolean noticed = false;
        for (var entry : page.entries()) {
            if (!noticed && entry.place() > told + 1) {
                all.add(feed.gap(told, entry.place() - 1, patience.now()));
                noticed = true;
            }
            all.add(entry);
            told = entry.place();
        }
        if (!noticed) {
            all.add(feed.gap(told, page.upTo(), patience.now()));
        }
        return all;
    }

    private CompletionHandler<Void> lookAgain() {
        return (done, queue) -> {
            queue.remove();
            bell.release(); // what was recorded while the entry was still there woke nobody
        };
    }

    /**
     * How one event ended.
     *
     * @param stillOurs not where the subscription was removed meanwhile, or somebody else went on with it
     * @param retryAt when to try again; absent where it is settled, one way or the other
     */
    private record Outcome(boolean stillOurs, @Nullable Instant retryAt) {
        static final Outcome SETTLED = new Outcome(true, null);
    }

    private Outcome told(Due due, Entry entry, int failedBefore) {
        var webhook = due.webhook();
        var error = sender.send(webhook.url(), due.secret(), entry.id(), entry.cloudEvent());
        if (error.isEmpty()) {
            return new Outcome(webhooks.told(webhook.id(), entry.place()), null);
        }
        if (scheduler == null) {
            throw new IllegalStateException("the control plane stops; this try does not count");
        }
        int attempts = failedBefore + 1;
        if (patience.over(attempts)) {
            return new Outcome(webhooks.buried(webhook.id(), entry, attempts, error.get()), null);
        }
        return new Outcome(
                webhooks.failed(webhook.id(), entry.place(), attempts, error.get()), patience.next(attempts));
    }

    private Sequence sequence(Due due) {
        var resource = due.webhook().resource();
        return resource == null ? feed.everything() : feed.concerning(resource);
    }

    private void queueWheneverWoken() {
        try {
            while (scheduler != null) {
                bell.acquire();
                bell.drainPermits();
                queueWhoIsBehind();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void queueWhoIsBehind() throws InterruptedException {
        var running = scheduler;
        if (running == null) {
            return;
        }
        try {
            var behind = webhooks.behind(feed.everything().end());
            behind.forEach(id -> running.scheduleIfNotExists(task.instance(id.value()), patience.now()));
            if (!behind.isEmpty()) {
                running.triggerCheckForDueExecutions();
            }
        } catch (RuntimeException e) {
            log.warn("Who is to be told could not be found out and is looked for again.", e);
            Thread.sleep(PAUSE);
            bell.release();
        }
    }

    @Override
    public void start() {
        var fresh = Scheduler.create(dataSource, task)
                .tableName("webhook_queue")
                .schedulerName(new SchedulerName.Fixed(ProcessHandle.current().pid() + "-" + UUID.randomUUID()))
                .threads(AT_ONCE)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(2))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(1))
                .build();
        fresh.start();
        scheduler = fresh;
        listening = feed.everything().listen(bell::release);
        Thread.ofVirtual().name("webhooks").start(this::queueWheneverWoken);
        bell.release();
    }

    @Override
    public void stop() {
        var running = scheduler;
        var open = listening;
        scheduler = null;
        bell.release();
        if (open != null) {
            open.close();
        }
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }
}
