package com.appaloft.infrastructure.system;

import com.appaloft.application.port.Ids;
import com.github.f4b6a3.ulid.UlidCreator;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Makes identities from monotonic ULIDs. */
@Component
class Ulids implements Ids {
    @Override
    public String next(String prefix) {
        return prefix + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }
}
