package com.appaloft.application.port;

import com.appaloft.domain.recovery.StateMarker;
import com.appaloft.domain.shared.ResourceId;

/** Where the state that readiness shows stands right now, read inside the current transaction. */
public interface ReadinessMarkers {
    StateMarker current(ResourceId resource);
}
