package com.appaloft.application.port;

import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Map;

/** The custom domains there are now, asked inside the current transaction; removed ones are none. */
public interface KnownDomains {
    /** In order of their names. */
    List<CustomDomain> of(ResourceId resource);

    /** Those of the resources on a server, by the slot that serves them, each in order of their names. */
    Map<SlotId, List<CustomDomain>> on(ServerId server);

    /** In order of their names. */
    List<CustomDomain> all();
}
