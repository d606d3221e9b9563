package com.appaloft.application.resource;

import com.appaloft.application.source.SourceProbes.Probe;

/** What a relink answered, as the text kept under its idempotency key: a line each, sentences have no line breaks. */
record RelinkReceipt(int profileVersion, boolean changed, Probe probe) {
    static String write(int profileVersion, boolean changed, Probe probe) {
        return String.join(
                "\n",
                Integer.toString(profileVersion),
                Boolean.toString(changed),
                Boolean.toString(probe.readable()),
                oneLine(probe.evidence()),
                oneLine(probe.advice()));
    }

    static RelinkReceipt read(String text) {
        var lines = text.split("\n", -1);
        return new RelinkReceipt(
                Integer.parseInt(lines[0]),
                Boolean.parseBoolean(lines[1]),
                new Probe(Boolean.parseBoolean(lines[2]), lines[3], lines[4]));
    }

    private static String oneLine(String sentence) {
        return sentence.replaceAll("\\R", " ");
    }
}
