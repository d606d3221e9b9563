package com.appaloft.infrastructure.proxy.caddy;

import java.util.regex.Pattern;

/** Which Caddy it is, e.g. {@code 2.11.2}. Where names lead is read from files, which Caddy can do since 2.8. */
record CaddyVersion(String number) {
    static final String NEWER = "Set APPALOFT_PROXY_IMAGE to Caddy 2.8 or newer, then appaloft servers proxy upgrade.";

    private static final Pattern LOSES_BODIES = Pattern.compile("2\\.([89]|10)(\\..*)?|2\\.11(\\.[01])?([^0-9.].*)?");

    private static final Pattern OLD = Pattern.compile("(0|1|2\\.[0-7])(\\..*)?");

    /** @param words of {@code caddy version}: {@code v2.10.2 h1:…}, or without the letter as Debian builds it */
    static CaddyVersion said(String words) {
        var first = words.strip().split("\\s+")[0];
        return new CaddyVersion(first.startsWith("v") ? first.substring(1) : first);
    }

    /** A connection that fails closes the body, and the next try has none: who sends something while data changes hands is refused. */
    boolean losesBodies() {
        return LOSES_BODIES.matcher(number).matches();
    }

    boolean tooOld() {
        return OLD.matcher(number).matches();
    }

    @Override
    public String toString() {
        return "Caddy " + number;
    }
}
