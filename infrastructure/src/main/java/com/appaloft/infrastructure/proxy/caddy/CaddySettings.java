package com.appaloft.infrastructure.proxy.caddy;

/**
 * How the proxies of this installation are run.
 *
 * @param image what they are started from
 * @param localAddress where the one of this machine listens
 * @param folder of a server, in which each keeps its admin socket in a folder of its own
 */
public record CaddySettings(
        String image, String localAddress, int httpPort, int httpsPort, String folder, Authority authority) {
    /** Asks the authority that everybody knows. */
    public CaddySettings(String image, String localAddress, int httpPort, int httpsPort, String folder) {
        this(image, localAddress, httpPort, httpsPort, folder, Authority.EVERYBODYS);
    }

    /**
     * Who is asked for certificates (RFC 8555).
     *
     * @param directory its ACME directory; empty is Let's Encrypt's
     * @param email whom it may write to; empty is nobody
     * @param roots certificates in PEM that are believed beside those everybody believes; empty for none
     */
    public record Authority(String directory, String email, String roots) {
        static final Authority EVERYBODYS = new Authority("", "", "");
    }
}
