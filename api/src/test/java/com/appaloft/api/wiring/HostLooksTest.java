package com.appaloft.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.appaloft.domain.shared.ServerId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostLooksTest {
    private static final ServerId HANGING = new ServerId("srv_hanging");

    private final CountDownLatch hangs = new CountDownLatch(1);
    private final ConcurrentHashMap<ServerId, Integer> looked = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @AfterEach
    void letGo() {
        hangs.countDown();
    }

    @Test
    void aHostThatHangsDelaysNoOther() {
        var looks = new HostLooks(2, this::look);
        looks.ask(HANGING);
        for (int i = 0; i < 20; i++) {
            looks.ask(new ServerId("srv_" + i));
        }
        await().until(() -> looked.size() == 20);
        assertThat(looked).doesNotContainKey(HANGING);
    }

    @Test
    void whoeverAsksDuringALookGetsOneMoreHoweverManyAsk() {
        var looks = new HostLooks(2, this::look);
        looks.ask(HANGING);
        await().until(() -> atOnce.get() == 1);
        for (int i = 0; i < 20; i++) {
            looks.ask(HANGING);
        }
        hangs.countDown();
        await().until(() -> looked.getOrDefault(HANGING, 0) == 2);
        looks.ask(new ServerId("srv_after"));
        await().until(() -> looked.containsKey(new ServerId("srv_after")));
        assertThat(looked.get(HANGING)).isEqualTo(2);
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void onlySoManyAreLookedAtAtOnce() {
        var looks = new HostLooks(3, this::hang);
        for (int i = 0; i < 20; i++) {
            looks.ask(new ServerId("srv_" + i));
        }
        await().until(() -> atOnce.get() == 3);
        hangs.countDown();
        await().until(() -> looked.size() == 20);
        assertThat(mostAtOnce).hasValue(3);
    }

    @Test
    void aLookThatBreaksIsNotTheLastAtItsHost() {
        var server = new ServerId("srv_broken");
        var tries = new AtomicInteger();
        var looks = new HostLooks(1, asked -> {
            if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("as scripted");
            }
        });
        await().until(() -> {
            looks.ask(server);
            return tries.get() > 1;
        });
    }

    private void look(ServerId server) {
        if (server.equals(HANGING)) {
            hang(server);
        } else {
            looked.merge(server, 1, Integer::sum);
        }
    }

    private void hang(ServerId server) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            hangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        atOnce.decrementAndGet();
        looked.merge(server, 1, Integer::sum);
    }
}
