package com.appaloft.application.port;

import com.appaloft.application.port.EdgeProxy.Route;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which names lead where on which server, as this control plane wants it; shared by all of its processes. */
public interface EdgeRoutes {
    /**
     * The name of a slot, and where it leads.
     *
     * @param before where it led before, as long as it may have to lead there again
     */
    record Kept(ServerId server, Route now, @Nullable Route before) {}

    Optional<Kept> of(SlotId slot);

    List<Kept> on(ServerId server);

    /** Keeps it in place of what was kept for its slot. The name must be free on the server, or this slot's. */
    void keep(Kept kept);

    void forget(SlotId slot);

    /** Does the work while nobody else, in any process, changes what the proxy of this server does. */
    <T> T alone(ServerId server, Supplier<T> work);
}
