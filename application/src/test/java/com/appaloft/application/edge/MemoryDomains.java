package com.appaloft.application.edge;

import com.appaloft.application.port.KnownDomains;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Custom domains in memory, all of one slot. */
public final class MemoryDomains implements KnownDomains {
    private final List<CustomDomain> all = new ArrayList<>();

    public void clear() {
        all.clear();
    }

    public void add(CustomDomain domain) {
        all.add(domain);
    }

    @Override
    public List<CustomDomain> of(ResourceId resource) {
        return all.stream().filter(d -> d.resource().equals(resource)).toList();
    }

    @Override
    public Map<SlotId, List<CustomDomain>> on(ServerId server) {
        return all.isEmpty() ? Map.of() : Map.of(Given.SLOT, List.copyOf(all));
    }

    @Override
    public List<CustomDomain> unverified() {
        return all.stream().filter(d -> d.verifiedAt() == null).toList();
    }
}
