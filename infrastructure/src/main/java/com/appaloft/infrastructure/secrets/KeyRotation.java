package com.appaloft.infrastructure.secrets;

import com.appaloft.application.port.SecretKeyRing;
import com.appaloft.application.port.UnitOfWork;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Rotates the keys in three steps, each of which leaves everything readable: add a key, seal anew in batches, forget the old. */
@Component
class KeyRotation implements SecretKeyRing {
    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final SecretKeys keys;
    private final SecretBox box;
    private final List<SealedStore> stores;
    private final UnitOfWork unitOfWork;

    KeyRotation(SecretKeys keys, SecretBox box, List<SealedStore> stores, UnitOfWork unitOfWork) {
        this.keys = keys;
        this.box = box;
        this.stores = stores;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public synchronized Rotation rotate() {
        boolean resumed = keys.rotating();
        if (!resumed) {
            keys.add();
        }
        int sealed = 0;
        do {
            sealed += sealAnew();
        } while (!forgetTheOld());
        log.info("Rotated the keys of secrets to {}: {} values encrypted anew.", keys.current(), sealed);
        return new Rotation(keys.current(), sealed, resumed);
    }

    private int sealAnew() {
        int sealed = 0;
        for (var store : stores) {
            int some;
            do {
                some = unitOfWork.perform(() -> store.resealSome(keys.current()));
                sealed += some;
            } while (some > 0);
        }
        return sealed;
    }

    /** A value that was being stored under the old key while the others were sealed anew shows up here, once it is committed. */
    private boolean forgetTheOld() {
        return unitOfWork.perform(() -> {
            box.lockSealing();
            boolean done = stores.stream().allMatch(store -> store.sealedOtherwise(keys.current()) == 0);
            if (done) {
                keys.forgetOld();
            }
            return done;
        });
    }
}
