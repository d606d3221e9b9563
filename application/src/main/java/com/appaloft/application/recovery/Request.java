package com.appaloft.application.recovery;

import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.domain.shared.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * How a command was asked for.
 *
 * @param key makes it happen once
 * @param marker the readiness it was decided on
 * @param resource the resource the client believes the attempt belongs to, if it said so
 */
public record Request(
        @Nullable RequestKey key, Marker marker, @Nullable ResourceId resource) {}
