package com.appaloft.application.port;

import java.util.Optional;

/** Remembers the answers given to accepted requests by their idempotency key, in the transaction that accepted them. */
public interface Receipts {
    /**
     * @param request fingerprint of method, path and body
     * @param answer what was answered, as stored text
     */
    record Receipt(String request, String answer) {}

    Optional<Receipt> find(String key);

    /** Stores it in the current transaction; a second one of the same key undoes its unit of work as a lost race. */
    void store(String key, Receipt receipt);
}
