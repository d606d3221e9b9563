package com.appaloft.application.preview;

/** A stage could not be done, for a reason that is safe to show. */
final class NotDone extends RuntimeException {
    private final String sentence;

    NotDone(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
