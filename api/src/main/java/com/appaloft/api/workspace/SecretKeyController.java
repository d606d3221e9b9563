package com.appaloft.api.workspace;

import com.appaloft.application.port.SecretKeyRing;
import com.appaloft.application.port.SecretKeyRing.Rotation;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys that secrets are encrypted with; their exchange can be asked for, they themselves never can. */
@RestController
@RequestMapping("/api/secrets")
class SecretKeyController {
    private final SecretKeyRing keys;

    SecretKeyController(SecretKeyRing keys) {
        this.keys = keys;
    }

    /** Answers when every value is encrypted with the new key; after an interruption, the next call finishes the work. */
    @PostMapping("/rotate-key")
    Rotation rotate() {
        return keys.rotate();
    }
}
