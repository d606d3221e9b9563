package com.appaloft.application.testing;

import com.appaloft.application.port.LoginTexts;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import java.util.Map;
import java.util.Optional;

/** Reads one login, written as {@code registry user:password}: what a real text looks like is nobody's business here. */
public final class LineLogins implements LoginTexts {
    @Override
    public Optional<RegistryLogins> read(String text) {
        var words = text.split(" ", 2);
        return words.length < 2
                ? Optional.empty()
                : Optional.ofNullable(RegistryLogin.of("it", words[1]))
                        .map(login -> new RegistryLogins(Map.of(words[0], login)));
    }
}
