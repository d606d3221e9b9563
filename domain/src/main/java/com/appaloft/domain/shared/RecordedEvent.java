package com.appaloft.domain.shared;

/**
 * An event with its place in its stream.
 *
 * @param sequence position in the stream, from 0, without gaps
 */
public record RecordedEvent(DomainEvent event, long sequence) {}
