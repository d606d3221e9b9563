package com.appaloft.application.port;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.retention.PruneScope;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.SlotId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attempts there are, asked inside the current transaction: each answer sees what was committed until then. */
public interface PastAttempts {
    /** @param supersededBy the newer attempt it was canceled for, if it was */
    record Past(Deployment deployment, @Nullable DeploymentId supersededBy) {}

    /** The resources with archived attempts that the scope may be about, in order of their ids. */
    List<ResourceId> resourcesWithArchived(PruneScope scope);

    /** The slots its attempts are in: its own, and those of its previews. */
    List<SlotId> slotsOf(ResourceId resource);

    /** Every attempt of the resource, newest first. */
    List<Past> of(ResourceId resource);

    /** Whether there is such an attempt; a pruned one is none. */
    boolean has(DeploymentId id);

    /** Whether the snapshot of any attempt refers to this archive, or one that is under way may come to refer to it. */
    boolean needArchive(String digest);

    /** Every archive that the snapshot of any attempt refers to. */
    Set<String> neededArchives();
}
