package com.appaloft.infrastructure.secrets;

/** Keeps texts of a {@link SecretBox}; every one of them takes part when the keys are rotated. */
public interface SealedStore {
    /**
     * Seals some of the texts anew that another key sealed, in the transaction it is called in.
     *
     * @param keyId the newest key
     * @return how many, 0 when none is left
     */
    int resealSome(String keyId);

    /** How many texts another key than this one sealed. */
    long sealedOtherwise(String keyId);
}
