package com.appaloft.domain.access;

import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.domain.shared.DomainId;
import java.util.Optional;
import java.util.regex.Pattern;

/** A name that people bring themselves, as it is asked for over the wire: small letters, without a dot at its end (RFC 1123, 2.1). */
public record HostName(String value) {
    private static final Pattern SHAPE = Pattern.compile(
            "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    /** Nobody but the machine itself is led there, or nobody at all (RFC 6761). */
    private static final Pattern NOT_FOR_VISITORS = Pattern.compile(".*\\.(localhost|invalid|local|onion)");

    private static final int LENGTH = 40;

    public HostName {
        if (!SHAPE.matcher(value).matches() || NOT_FOR_VISITORS.matcher(value).matches()) {
            throw new IllegalArgumentException("not a name for visitors: " + value.length() + " characters");
        }
    }

    /** Empty where it is no name that visitors can be led by. */
    public static Optional<HostName> of(String value) {
        try {
            return Optional.of(new HostName(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public DomainId id() {
        return new DomainId(DomainId.PREFIX + ContentIdentity.fingerprint(value).substring(0, LENGTH));
    }

    /** Whether it is this name or ends in it. */
    public boolean isWithin(String domain) {
        return value.equals(domain) || value.endsWith("." + domain);
    }

    @Override
    public String toString() {
        return value;
    }
}
