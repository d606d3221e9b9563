package com.appaloft.application.port;

import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.shared.ResourceId;

/** The histories of resources. */
public interface Resources extends EventStream<ResourceId, Resource, ResourceEvent> {
    @Override
    default String noun() {
        return "resource";
    }
}
