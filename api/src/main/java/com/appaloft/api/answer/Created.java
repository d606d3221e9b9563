package com.appaloft.api.answer;

/** The id of something new. */
public record Created(String id) {}
