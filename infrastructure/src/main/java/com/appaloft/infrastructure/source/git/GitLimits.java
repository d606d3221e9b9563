package com.appaloft.infrastructure.source.git;

import com.appaloft.infrastructure.source.folder.FolderLimits;
import java.time.Duration;

/**
 * How much is fetched, and how long it may take.
 *
 * @param silence how long a host may send nothing
 * @param whole how long one fetch may take in all
 */
public record GitLimits(FolderLimits size, Duration silence, Duration whole) {}
