package com.appaloft.api.stream;

import com.appaloft.application.port.EventFeed.Entry;
import com.appaloft.application.port.EventFeed.Page;
import com.appaloft.application.port.EventFeed.Sequence;
import com.appaloft.domain.deployment.Status;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a sequence to one client on the client's own thread, page by page, for as long as it takes: a slow one keeps nobody waiting,
 * one that is gone is noticed by the next write.
 */
final class Subscriber {
    private static final int PAGE = 100;
    private static final Logger log = LoggerFactory.getLogger(Subscriber.class);
    private static final Set<String> TERMINAL = Stream.concat(
                    Arrays.stream(Status.values())
                            .filter(Status::terminal)
                            .map(status -> "deployment." + status.wire()),
                    Stream.of("deployment.pruned"))
            .collect(Collectors.toUnmodifiableSet());

    /** When a stream ends by itself. */
    enum Until {
        /** Never. */
        LEFT,
        /** With the event that ends the attempt. */
        TERMINAL,
        /** With the last event there is: the attempt has ended already. */
        CAUGHT_UP
    }

    private final Sequence sequence;
    private final LongFunction<String> cursor;
    private Until until;

    Subscriber(Sequence sequence, LongFunction<String> cursor, Until until) {
        this.sequence = sequence;
        this.cursor = cursor;
        this.until = until;
    }

    /** Returns when the stream is over, for whatever reason; the client may come back with the last id it has seen. */
    void serve(HttpServletResponse response, Streams.Place place, long after) {
        try (var listening = sequence.listen(place.bell()::ring)) {
            follow(SseWriter.begin(response), place, after);
        } catch (IOException gone) {
            log.debug("A stream was left.", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("A stream is ended; its client may resume it.", e);
        }
    }

    private void follow(SseWriter out, Streams.Place place, long after) throws IOException, InterruptedException {
        long at = after;
        while (!place.over()) {
            var page = sequence.after(at, PAGE);
            write(out, page, at);
            at = page.upTo();
            if (page.more()) {
                continue;
            }
            if (until == Until.CAUGHT_UP) {
                out.event(null, "closed", "{\"reason\":\"terminal\"}");
                out.flush();
                return;
            }
            place.bell().await(place.heartbeat().toNanos() - out.silentNanos());
            if (out.silentNanos() >= place.heartbeat().toNanos()) {
                out.event(null, "heartbeat", "{}");
                out.flush();
            }
        }
    }

    private void write(SseWriter out, Page page, long after) throws IOException {
        if (page.gap()) {
            out.event(null, "gap", "{\"after\":\"" + cursor.apply(after) + "\",\"reason\":\"pruned\"}");
        }
        for (Entry entry : page.entries()) {
            out.event(cursor.apply(entry.place()), entry.name(), entry.cloudEvent());
            if (until == Until.TERMINAL && TERMINAL.contains(entry.name())) {
                until = Until.CAUGHT_UP;
            }
        }
        if (page.gap() || !page.entries().isEmpty()) {
            out.flush();
        }
    }
}
