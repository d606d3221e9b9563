package com.appaloft.application.port;

/** The keys that everything secret is encrypted with, and their exchange. */
public interface SecretKeyRing {
    /**
     * What a rotation did.
     *
     * @param keyId names the key that everything is encrypted with now; never the key itself
     * @param reencrypted how many stored values this call encrypted anew
     * @param resumed whether it finished a rotation that was interrupted, instead of beginning another
     */
    record Rotation(String keyId, int reencrypted, boolean resumed) {}

    /**
     * Makes a new key, encrypts every stored value with it, and then forgets the old ones. May be interrupted at any point: until
     * the last value is done all keys are kept, and the next call finishes the work.
     */
    Rotation rotate();
}
