package com.appaloft.application.edge;

import com.appaloft.application.execution.MemoryStream;
import com.appaloft.application.port.CustomDomains;
import com.appaloft.application.port.KnownDomains;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.shared.DomainId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.testing.Given;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Custom domains in memory, all of one slot. */
public final class MemoryDomains extends MemoryStream<DomainId, CustomDomain, CustomDomainEvent>
        implements CustomDomains, KnownDomains {
    private final Set<DomainId> ids = ConcurrentHashMap.newKeySet();

    public MemoryDomains() {
        super(CustomDomain::evolve);
    }

    @Override
    public void append(DomainId id, List<? extends CustomDomainEvent> events) {
        ids.add(id);
        super.append(id, events);
    }

    @Override
    public List<CustomDomain> of(ResourceId resource) {
        return all().stream().filter(d -> d.resource().equals(resource)).toList();
    }

    @Override
    public Map<SlotId, List<CustomDomain>> on(ServerId server) {
        var all = all();
        return all.isEmpty() ? Map.of() : Map.of(Given.SLOT, all);
    }

    @Override
    public List<CustomDomain> all() {
        return ids.stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .filter(domain -> !domain.removed())
                .sorted(Comparator.comparing(domain -> domain.host().value()))
                .toList();
    }
}
