package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.NewEvents;
import com.appaloft.infrastructure.postgres.NoticeChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.DisposableBean;

/** Wakes the readers here when this process has committed events, and those of other processes by one notice per transaction. */
final class CommitNotices implements NewEvents, DisposableBean {
    private static final String ANNOUNCED = CommitNotices.class.getName() + ".announced";

    private final NoticeChannel channel;
    private final List<Looking> readers = new CopyOnWriteArrayList<>();

    CommitNotices(NoticeChannel channel) {
        this.channel = channel;
        channel.hear(this::wake);
    }

    @Override
    public Subscription listen(Runnable look) {
        var reader = new Looking(look);
        readers.add(reader);
        return () -> {
            readers.remove(reader);
            reader.close();
        };
    }

    /** To be called in the transaction that appends, as often as it appends. */
    void appended(UnitOfWork<?> unit) {
        unit.root().getOrComputeResource(ANNOUNCED, key -> {
            channel.announce();
            return Boolean.TRUE;
        });
    }

    /** To be called behind every commit. */
    void committed(UnitOfWork<?> unit) {
        if (unit.getResource(ANNOUNCED) != null) {
            wake();
        }
    }

    private void wake() {
        readers.forEach(Looking::wake);
    }

    /** A reader that cannot look any more, because the process ends, does not try for ever. */
    @Override
    public void destroy() {
        readers.forEach(Looking::close);
    }
}
