package com.appaloft.domain.compose;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers all that is wrong with a file, so that one answer names it all. */
final class Refusals {
    private static final int LONGEST_KEY = 64;

    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> sentences = new LinkedHashSet<>();
    private final List<String> notices = new ArrayList<>();

    /** A key that is not obeyed. */
    void key(String path) {
        keys.add(path);
    }

    /** @param what a part of a sentence; never a value */
    void add(String path, String what) {
        sentences.add(path + " " + what);
    }

    void notice(String sentence) {
        notices.add(sentence);
    }

    boolean none() {
        return keys.isEmpty() && sentences.isEmpty();
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** One part of a sentence each; the refused keys together are the first. */
    List<String> all() {
        var all = new ArrayList<String>();
        if (!keys.isEmpty()) {
            all.add("not supported: " + String.join(", ", keys));
        }
        all.addAll(sentences);
        return List.copyOf(all);
    }

    /** A key as it may be shown, whoever wrote it. */
    static String shown(String key) {
        var safe = key.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return safe.length() <= LONGEST_KEY ? safe : safe.substring(0, LONGEST_KEY) + "…";
    }
}
