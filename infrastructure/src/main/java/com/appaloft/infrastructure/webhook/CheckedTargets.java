package com.appaloft.infrastructure.webhook;

import com.appaloft.application.port.WebhookTargets;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets webhooks go to public addresses only. It is also what the HTTP client asks for addresses, so that it connects to the very ones
 * that were checked, whatever the name says a moment later.
 */
@Component
class CheckedTargets implements WebhookTargets, DnsResolver {
    private final boolean privateAllowed;

    CheckedTargets(@Value("${APPALOFT_WEBHOOKS_ALLOW_PRIVATE:false}") boolean privateAllowed) {
        this.privateAllowed = privateAllowed;
    }

    @Override
    public Optional<String> refusal(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("That is no URL.");
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(privateAllowed && scheme.equals("http"))) {
            return Optional.of("Webhooks are delivered by https only.");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("Give a URL with a host and without user name, password and fragment.");
        }
        try {
            resolve(uri.getHost());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new UnknownHostException("The host of the URL has no address.");
        }
        for (var address : addresses) {
            if (!privateAllowed && !PublicAddresses.hold(address)) {
                throw new UnknownHostException("The host of the URL is in a private or reserved network; where that is"
                        + " wanted, start the control plane with APPALOFT_WEBHOOKS_ALLOW_PRIVATE=true.");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
