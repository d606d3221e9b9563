package com.appaloft.application.workspace;

import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Ids;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.ProjectEvent;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Projects and environments: their creation and lock. */
@Component
public class WorkspaceHandler {
    private final UnitOfWork unitOfWork;
    private final Projects projects;
    private final Environments environments;
    private final Ids ids;
    private final Clock clock;

    WorkspaceHandler(UnitOfWork unitOfWork, Projects projects, Environments environments, Ids ids, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.projects = projects;
        this.environments = environments;
        this.ids = ids;
        this.clock = clock;
    }

    public ProjectId createProject(String name) {
        var id = new ProjectId(ids.next(ProjectId.PREFIX));
        unitOfWork.run(() -> projects.append(id, List.of(new ProjectEvent.Created(id, name, clock.instant()))));
        return id;
    }

    public EnvironmentId createEnvironment(ProjectId project, String name, Environment.Kind kind) {
        var id = new EnvironmentId(ids.next(EnvironmentId.PREFIX));
        unitOfWork.run(() -> environments.append(
                id,
                List.of(new EnvironmentEvent.Created(id, projects.get(project).id(), name, kind, clock.instant()))));
        return id;
    }

    public void lock(EnvironmentId id) {
        change(id, environment -> environment.lock(clock.instant()));
    }

    public void unlock(EnvironmentId id) {
        change(id, environment -> environment.unlock(clock.instant()));
    }

    private void change(EnvironmentId id, Function<Environment, Decision<EnvironmentEvent>> change) {
        unitOfWork.run(
                () -> environments.append(id, change.apply(environments.get(id)).orThrow()));
    }
}
