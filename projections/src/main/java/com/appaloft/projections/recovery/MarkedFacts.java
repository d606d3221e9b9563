package com.appaloft.projections.recovery;

import com.appaloft.domain.recovery.RecoveryFacts;
import com.appaloft.domain.recovery.StateMarker;

/** Facts with the version of exactly the state they were read from. */
public record MarkedFacts(RecoveryFacts facts, StateMarker marker) {}
