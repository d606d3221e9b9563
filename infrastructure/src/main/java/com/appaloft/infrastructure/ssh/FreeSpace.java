package com.appaloft.infrastructure.ssh;

/**
 * The room on a file system of a server.
 *
 * @param free bytes that may be used
 * @param total bytes
 */
public record FreeSpace(long free, long total) {}
