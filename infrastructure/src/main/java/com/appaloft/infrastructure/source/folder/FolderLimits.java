package com.appaloft.infrastructure.source.folder;

/** How much of a source is taken; beyond it the wrong one was meant. */
public record FolderLimits(int files, long bytes) {}
