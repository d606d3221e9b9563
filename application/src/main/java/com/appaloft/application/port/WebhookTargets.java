package com.appaloft.application.port;

import java.util.Optional;

/** Says where webhooks may be delivered to: never into the network the control plane stands in, unless that is allowed. */
public interface WebhookTargets {
    /** Why this URL may not be called, one sentence; empty if it may. Asks for the addresses of its host. */
    Optional<String> refusal(String url);
}
