package com.appaloft.infrastructure.source.folder;

/** How much of a folder is taken; beyond it the wrong folder was meant. */
record FolderLimits(int files, long bytes) {}
