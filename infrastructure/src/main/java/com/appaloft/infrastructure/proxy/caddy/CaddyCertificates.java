package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.domain.runtime.ContentIdentity;
import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** How Caddy gets certificates: each by itself, so that a name that fails keeps no other from its own. */
final class CaddyCertificates {
    private static final int NAME = 16;

    private CaddyCertificates() {}

    static void of(ObjectNode tls, List<String> hosts, Authority authority) {
        var automate = tls.putObject("certificates").putArray("automate");
        var policy = tls.putObject("automation").putArray("policies").addObject();
        var subjects = policy.putArray("subjects");
        hosts.forEach(host -> {
            automate.add(host);
            subjects.add(host);
        });
        var issuer = policy.putArray("issuers").addObject().put("module", "acme");
        if (!authority.directory().isEmpty()) {
            issuer.put("ca", authority.directory());
        }
        if (!authority.email().isEmpty()) {
            issuer.put("email", authority.email());
        }
        if (!authority.roots().isEmpty()) {
            issuer.putArray("trusted_roots_pem_files").add(roots(authority));
        }
    }

    /** What the proxy is to have beside its configuration. */
    static Map<String, String> files(Authority authority) {
        return authority.roots().isEmpty() ? Map.of() : Map.of(roots(authority), authority.roots());
    }

    /** On the volume and named by its content: a configuration that was told before finds what it was told about, whatever comes after it. */
    private static String roots(Authority authority) {
        return CaddyTurns.VOLUME + "/appaloft-roots-"
                + ContentIdentity.fingerprint(authority.roots()).substring(0, NAME) + ".pem";
    }
}
