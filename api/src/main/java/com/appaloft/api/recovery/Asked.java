package com.appaloft.api.recovery;

import com.appaloft.api.json.Checks;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.recovery.Marker;
import com.appaloft.application.recovery.Request;
import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import com.appaloft.domain.shared.ResourceId;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every command may carry: a key that makes it happen once, and the marker of the readiness it was decided on. */
public final class Asked {
    private static final Pattern TAG = Pattern.compile("\"([\\x21\\x23-\\x7e]{1,200})\"");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private Asked() {}

    /** @param request what was asked: method, path and body, in a form that is the same for the same request */
    public static @Nullable RequestKey key(@Nullable String header, String request) {
        if (header == null) {
            return null;
        }
        if (!KEY.matcher(header).matches()) {
            throw Problem.of(ProblemCode.VALIDATION_ERROR, "Idempotency-Key has 1 to 200 visible ASCII characters.")
                    .asRefusal();
        }
        return new RequestKey(header, ContentIdentity.fingerprint(request));
    }

    /**
     * What a command carries in its headers and in its body.
     *
     * @param what the command and what it is asked of
     */
    static Request request(String what, CommandBody body, @Nullable String key, @Nullable String ifMatch) {
        return new Request(
                key(key, what + body),
                marker(ifMatch, body.readinessStateVersion(), body.readinessGeneratedAt()),
                Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId"));
    }

    /** The header and the body may both carry the version; then they must be the same. */
    private static Marker marker(
            @Nullable String ifMatch, @Nullable String stateVersion, @Nullable String generatedAt) {
        var fromHeader = ifMatch == null || ifMatch.equals("*") ? null : unquoted(ifMatch);
        if (fromHeader != null && stateVersion != null && !fromHeader.equals(stateVersion)) {
            throw Problem.invalid("/readinessStateVersion", "If-Match and the body name different versions; send one.")
                    .asRefusal();
        }
        Instant generated = Checks.instantIfGiven(generatedAt, "/readinessGeneratedAt");
        return new Marker(fromHeader == null ? stateVersion : fromHeader, generated);
    }

    private static String unquoted(String etag) {
        var tag = TAG.matcher(etag);
        if (!tag.matches()) {
            throw Problem.of(
                            ProblemCode.VALIDATION_ERROR,
                            "If-Match is one ETag as readiness gave it, in double quotes, or *.")
                    .asRefusal();
        }
        return tag.group(1);
    }
}
