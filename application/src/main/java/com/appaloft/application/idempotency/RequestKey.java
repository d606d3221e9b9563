package com.appaloft.application.idempotency;

/**
 * The {@code Idempotency-Key} of a request.
 *
 * @param request fingerprint of method, path and body
 */
public record RequestKey(String key, String request) {}
