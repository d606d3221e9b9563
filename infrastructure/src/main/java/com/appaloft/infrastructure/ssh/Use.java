package com.appaloft.infrastructure.ssh;

/** What a way to the engine is for: a question with an answer, or something that may last for hours. */
public enum Use {
    CALL,
    STREAM
}
