package com.appaloft.infrastructure.proxy.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.SlotId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaddyTurnsTest {
    private static final SlotId SHOP = new SlotId("slot_shop");
    private static final String FOLDER = "/config/appaloft/slot_shop/";

    private final Map<String, String> files = new LinkedHashMap<>();

    @Test
    void theFirstTimeTheFirstPlaceLeads() {
        assertThat(steps(route("one:80"))).containsExactly(FOLDER + "first", FOLDER + "turn");
        lead(route("one:80"));
        assertThat(turns().lead(route("one:80"))).isTrue();
    }

    @Test
    void whatIsWrittenIsNeverWhoseTurnItIs() {
        for (var upstream : List.of("one:80", "two:80", "three:80", "two:80")) {
            lead(route(upstream));
            var next = steps(route("next:80"));
            boolean secondsTurn = files.containsKey(FOLDER + "turn/");
            assertThat(next.getFirst()).isEqualTo(FOLDER + (secondsTurn ? "first" : "second"));
            assertThat(next.getLast()).isEqualTo(FOLDER + (secondsTurn ? "turn" : "turn/"));
        }
    }

    /** Whoever is killed between the two steps leaves the name where it was; the next one does both. */
    @Test
    void halfASwitchLeadsWhereItLed() {
        lead(route("one:80"));
        files.put(FOLDER + "second", "two:80");
        assertThat(turns().lead(route("one:80"))).isTrue();
        assertThat(steps(route("two:80"))).containsExactly(FOLDER + "second", FOLDER + "turn/");
        assertThat(steps(route("one:80"))).isEmpty();
    }

    /** The engine replaces what is there by a folder, or the other way round, in two steps. */
    @Test
    void aTurnThatIsGoneIsTheFirsts() {
        lead(route("one:80"));
        lead(route("two:80"));
        files.remove(FOLDER + "turn/");
        assertThat(turns().lead(route("one:80"))).isTrue();
        assertThat(turns().lead(route("two:80"))).isFalse();
        lead(route("two:80"));
        assertThat(turns().lead(route("two:80"))).isTrue();
    }

    @Test
    void whatIsSettledLeadsThereFromBothPlaces() {
        lead(route("one:80"));
        lead(route("two:80"));
        assertThat(turns().toSettle(route("two:80"))).isEqualTo(Map.of(FOLDER + "first", "two:80"));
        write(turns().toSettle(route("two:80")));
        assertThat(turns().toSettle(route("two:80"))).isEmpty();
        assertThat(turns().lead(route("two:80"))).isTrue();
    }

    /** Where it does not lead there yet, it is led there first, and never through a place that is half written. */
    @Test
    void whatIsSettledElsewhereIsLedThereFirst() {
        lead(route("one:80"));
        lead(route("two:80"));
        assertThat(List.copyOf(turns().toSettle(route("one:80")).keySet()))
                .containsExactly(FOLDER + "first", FOLDER + "turn", FOLDER + "second");
        write(turns().toSettle(route("one:80")));
        assertThat(turns().lead(route("one:80"))).isTrue();
        assertThat(files).containsEntry(FOLDER + "first", "one:80").containsEntry(FOLDER + "second", "one:80");
        assertThat(turns().toSettle(route("one:80"))).isEmpty();
    }

    @Test
    void whatIsOfferedIsAtThePlaceWhoseTurnItIsNot() {
        lead(route("one:80"));
        write(turns().toOffer(route("two:80")));
        assertThat(turns().lead(route("one:80"))).isTrue();
        assertThat(files).containsEntry(FOLDER + "second", "two:80");
        lead(route("two:80"));
        write(turns().toOffer(route("three:80")));
        assertThat(turns().lead(route("two:80"))).isTrue();
        assertThat(files).containsEntry(FOLDER + "first", "three:80");
    }

    @Test
    void whoComesWhileItIsHeldFindsNobodyAndWhatServedIsStillAtItsPlace() {
        lead(route("one:80"));
        lead(route(EdgeProxy.NOBODY));
        assertThat(turns().lead(route("one:80"))).isFalse();
        assertThat(files).containsEntry(FOLDER + "first", "one:80");
        lead(route("one:80"));
        assertThat(turns().lead(route("one:80"))).isTrue();
    }

    /** Also once both places lead to the same: what began before the last turn is of the other. */
    @Test
    void whatIsUnderWayFromBeforeIsCountedAtThePlaceWhoseTurnItWas() {
        assertThat(turns().countedBefore(SHOP)).isEmpty();
        lead(route("one:80"));
        assertThat(turns().countedBefore(SHOP)).isEmpty();
        lead(route("two:80"));
        assertThat(turns().countedBefore(SHOP)).hasValue(CaddyTurns.place(SHOP, false));
        write(turns().toSettle(route("two:80")));
        assertThat(turns().countedBefore(SHOP)).hasValue(CaddyTurns.place(SHOP, false));
    }

    @Test
    void aNameThatLeftLeavesItsWholeFolder() {
        files.put("/config/appaloft/", "");
        files.put("/config/appaloft/slot_gone/", "");
        files.put("/config/appaloft/slot_gone/first", "gone:80");
        files.put("/config/appaloft/slot_gone/turn/", "");
        lead(route("one:80"));
        files.put(FOLDER, "");
        assertThat(turns().leftBy(List.of(route("one:80")))).containsExactly("/config/appaloft/slot_gone");
        assertThat(turns().leftBy(List.of())).hasSize(2);
    }

    private CaddyTurns turns() {
        return new CaddyTurns(files);
    }

    private List<String> steps(Route route) {
        return List.copyOf(turns().toLead(List.of(route)).keySet());
    }

    private void lead(Route route) {
        write(turns().toLead(List.of(route)));
    }

    /** As the engine does: a folder takes the place of a file, and the other way round. */
    private void write(Map<String, String> changes) {
        changes.forEach((path, text) -> {
            files.remove(path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/");
            files.put(path, text);
        });
    }

    private static Route route(String upstream) {
        return new Route(
                SHOP, "shop.localhost", new DeploymentId("dep_" + upstream.replaceAll("[^a-z0-9]", "")), upstream);
    }
}
