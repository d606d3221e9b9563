package com.appaloft.infrastructure.secrets;

/**
 * A text under AES-256-GCM.
 *
 * @param keyId the key it was sealed with
 */
@SuppressWarnings("ArrayRecordComponent") // lives between a row and a cipher, and is compared with nothing
public record SealedText(String keyId, byte[] nonce, byte[] ciphertext) {}
