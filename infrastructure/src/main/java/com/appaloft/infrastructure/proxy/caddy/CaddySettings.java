package com.appaloft.infrastructure.proxy.caddy;

/**
 * How the proxies of this installation are run.
 *
 * @param image what they are started from
 * @param localAddress where the one of this machine listens
 * @param folder of a server, in which each keeps its admin socket in a folder of its own
 */
public record CaddySettings(String image, String localAddress, int httpPort, int httpsPort, String folder) {}
