package com.appaloft.application.preview;

import com.appaloft.application.execution.EdgeAccess;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.preview.CleanupStage;
import com.appaloft.domain.preview.Preview;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Stops and removes what runs of a preview, and proves by looking again that nothing is left. What the host shows in the preview's
 * slot and the history does not know as the preview's is left alone, and said.
 */
@Component
class WorkloadRemoval implements StageWork {
    private final PreviewHost hosts;
    private final EdgeAccess edge;

    WorkloadRemoval(PreviewHost hosts, EdgeAccess edge) {
        this.hosts = hosts;
        this.edge = edge;
    }

    @Override
    public CleanupStage stage() {
        return CleanupStage.STOP_WORKLOAD;
    }

    @Override
    public String carryOut(Preview.Cleaning preview) {
        return hosts.of(preview).map(on -> remove(preview, on)).orElse(PreviewHost.NO_LONGER_OURS);
    }

    private String remove(Preview.Cleaning preview, PreviewHost.On on) {
        var found = on.backend().workloads(on.server(), preview.slot());
        found.forEach(workload -> mustBeOf(preview, workload));
        // nobody is led to what has just gone
        edge.forget(on.server(), preview.slot());
        found.forEach(workload -> on.backend().remove(on.server(), workload.name()));
        var left = on.backend().workloads(on.server(), preview.slot());
        if (!left.isEmpty()) {
            throw new NotDone("The server still shows " + left.getFirst().name() + ".");
        }
        return found.isEmpty() ? "Nothing of it ran." : "Removed " + names(found) + ".";
    }

    private void mustBeOf(Preview preview, Workload workload) {
        boolean own = workload.resource().equals(preview.life().terms().resourceId())
                && preview.life().attempts().contains(workload.deployment())
                && hosts.attempt(preview, workload.deployment()).isPresent();
        if (!own) {
            throw new NotDone("The server shows " + workload.name()
                    + " in this preview's slot, but it is no attempt of the preview; nothing was removed.");
        }
    }

    private static String names(List<Workload> workloads) {
        return workloads.stream().map(Workload::name).sorted().collect(Collectors.joining(", "));
    }
}
