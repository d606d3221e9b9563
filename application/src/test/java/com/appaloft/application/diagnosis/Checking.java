package com.appaloft.application.diagnosis;

import com.appaloft.application.execution.World;

/** Checks the server of a world. */
public final class Checking {
    private Checking() {}

    public static ServerChecks of(World world) {
        return new ServerChecks(world.backends(), world.edge());
    }
}
