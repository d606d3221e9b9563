package com.appaloft.infrastructure.source.image;

import com.appaloft.application.port.LoginTexts;
import com.appaloft.application.port.RegistryLogin;
import com.appaloft.application.port.RegistryLogins;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads Docker's config.json: {@code auths}, by registry, with {@code auth} or with {@code username} and {@code password}. */
@Component
public final class ConfigJsonLogins implements LoginTexts {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public Optional<RegistryLogins> read(String text) {
        JsonNode auths;
        try {
            auths = JSON.readTree(text).path("auths");
        } catch (JsonProcessingException e) {
            // what it says of the place repeats the text
            return Optional.empty();
        }
        var logins = new HashMap<String, RegistryLogin>();
        for (Map.Entry<String, JsonNode> entry : auths.properties()) {
            login(entry.getValue()).ifPresent(login -> logins.put(entry.getKey(), login));
        }
        // one that is kept elsewhere (credsStore) is none: better to be told than to be refused by the registry
        return auths.isObject() && logins.size() == auths.size()
                ? Optional.of(new RegistryLogins(logins))
                : Optional.empty();
    }

    private static Optional<RegistryLogin> login(JsonNode entry) {
        var auth = entry.path("auth").asText();
        if (auth.isEmpty()) {
            return of(entry.path("username").asText(), entry.path("password").asText());
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0 ? Optional.empty() : of(decoded.substring(0, colon), decoded.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<RegistryLogin> of(String user, String password) {
        return user.isEmpty() || password.isEmpty() ? Optional.empty() : Optional.of(new RegistryLogin(user, password));
    }
}
