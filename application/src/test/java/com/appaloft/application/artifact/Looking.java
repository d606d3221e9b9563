package com.appaloft.application.artifact;

import com.appaloft.application.execution.World;
import com.appaloft.application.port.HostObservations;
import com.appaloft.domain.shared.ServerId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the host of a world and remembers what was seen. */
public final class Looking implements HostObservations {
    private final Map<ServerId, Seen> last = new HashMap<>();
    private final List<Boolean> ever = new ArrayList<>();
    private final Map<ServerId, Instant> answers = new HashMap<>();

    @Override
    public void record(ServerId server, Seen seen) {
        ever.add(seen.reachable());
        var known = last.get(server);
        if (known != null && known.at().isAfter(seen.at())) {
            return;
        }
        last.put(server, seen);
        if (seen.reachable()) {
            answers.put(server, seen.at());
        }
    }

    @Override
    public Optional<Seen> last(ServerId server) {
        return Optional.ofNullable(last.get(server));
    }

    @Override
    public Optional<Instant> lastAnswer(ServerId server) {
        return Optional.ofNullable(answers.get(server));
    }

    /** Whether they answered, each time. */
    List<Boolean> ever() {
        return ever;
    }

    public Reconciliation at(World world) {
        return new Reconciliation(
                world.work(),
                world.servers(),
                world.backends(),
                (server, after, limit) -> List.of(),
                world.sightings(),
                this,
                world.leftovers(),
                Clock.systemUTC());
    }
}
