package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.domain.shared.SlotId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the names of slots lead, in files that Caddy reads at every request: a switch changes no configuration, so that no connection
 * notices it. Each slot has two places, and what else is there says whose turn it is: what is written is never read before it is complete.
 */
final class CaddyTurns {
    /** On a volume of the proxy, which outlives its container. */
    static final String VOLUME = "/config";

    static final String FOLDER = VOLUME + "/appaloft";
    /** The second's turn is where there is a folder of this name; a file of it, or nothing, is the first's. */
    static final String SECOND = "turn/";

    private static final String FIRST = "turn";

    /** The text of each file by its absolute path; that of a folder ends in a slash. */
    private final Map<String, String> files;

    CaddyTurns(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    static String folder(SlotId slot) {
        return FOLDER + "/" + slot.value();
    }

    /** A place's upstream, as Caddy reads it. */
    static String place(SlotId slot, boolean second) {
        return read(file(slot, second ? "second" : "first"));
    }

    private static String read(String file) {
        return "{file." + file + "}";
    }

    private static String file(SlotId slot, String what) {
        return folder(slot) + "/" + what;
    }

    boolean lead(Route route) {
        return route.upstream().equals(upstream(route.slot()));
    }

    private String upstream(SlotId slot) {
        return text(slot, isSecond(slot) ? "second" : "first");
    }

    private boolean isSecond(SlotId slot) {
        return files.containsKey(file(slot, SECOND));
    }

    private String text(SlotId slot, String what) {
        return files.getOrDefault(file(slot, what), "");
    }

    /** What makes each route lead to its upstream, if it is written in this order. */
    Map<String, String> toLead(List<Route> routes) {
        var changes = new LinkedHashMap<String, String>();
        routes.forEach(route -> changes.putAll(toLead(route.slot(), route.upstream())));
        return changes;
    }

    private Map<String, String> toLead(SlotId slot, String upstream) {
        var changes = new LinkedHashMap<String, String>();
        if (!upstream(slot).equals(upstream)) {
            boolean second = !isSecond(slot) && files.containsKey(file(slot, "first"));
            changes.put(file(slot, second ? "second" : "first"), upstream);
            changes.put(file(slot, second ? SECOND : FIRST), "");
        }
        return changes;
    }

    /** What makes the place lead there whose turn it is not. */
    Map<String, String> toOffer(Route route) {
        return Map.of(other(route.slot()), route.upstream());
    }

    private String other(SlotId slot) {
        return file(slot, isSecond(slot) ? "first" : "second");
    }

    /** What makes both places lead there, in this order: who waits at the one whose turn it was is let in by the next try. */
    Map<String, String> toSettle(Route route) {
        var slot = route.slot();
        var changes = new LinkedHashMap<>(toLead(slot, route.upstream()));
        var left = changes.isEmpty() ? other(slot) : file(slot, isSecond(slot) ? "second" : "first");
        if (!changes.containsKey(left) && !files.getOrDefault(left, "").equals(route.upstream())) {
            changes.put(left, route.upstream());
        }
        return changes;
    }

    /** The folders that none of these routes needs. */
    List<String> leftBy(List<Route> routes) {
        var needed = routes.stream().map(route -> folder(route.slot())).collect(Collectors.toSet());
        return files.keySet().stream()
                .filter(file -> file.length() > FOLDER.length() + 1)
                .map(file -> file.substring(0, (file + "/").indexOf('/', FOLDER.length() + 1)))
                .distinct()
                .filter(folder -> !needed.contains(folder))
                .toList();
    }

    /** By what Caddy counts the requests that came before the last turn; empty where there was none. */
    Optional<String> countedBefore(SlotId slot) {
        return Optional.of(other(slot)).filter(files::containsKey).map(CaddyTurns::read);
    }
}
