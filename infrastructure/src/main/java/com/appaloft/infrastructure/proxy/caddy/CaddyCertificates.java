package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.infrastructure.proxy.caddy.CaddySettings.Authority;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** How Caddy gets certificates: each by itself, so that a name that fails keeps no other from its own. */
final class CaddyCertificates {
    /** Where in the container the authority's own certificates are. */
    static final String ROOTS = "/appaloft-acme-roots.pem";

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
            issuer.putArray("trusted_roots_pem_files").add(ROOTS);
        }
    }
}
