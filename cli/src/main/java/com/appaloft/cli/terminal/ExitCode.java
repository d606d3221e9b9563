package com.appaloft.cli.terminal;

import com.appaloft.cli.http.ServerRefusal;

/** What the shell is told; scripts depend on the numbers. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int REFUSED_BY_READINESS = 3;
    public static final int NOT_FOUND = 4;
    public static final int UNREACHABLE = 5;

    private ExitCode() {}

    public static int of(ServerRefusal refusal) {
        return switch (refusal.kind()) {
            case READINESS -> REFUSED_BY_READINESS;
            case USAGE -> USAGE;
            case NOT_FOUND -> NOT_FOUND;
            case OTHER -> FAILED;
        };
    }
}
