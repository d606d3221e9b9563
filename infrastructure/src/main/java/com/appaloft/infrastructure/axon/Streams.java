package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.ArtifactSightings;
import com.appaloft.application.port.CustomDomains;
import com.appaloft.application.port.Deployments;
import com.appaloft.application.port.Environments;
import com.appaloft.application.port.Previews;
import com.appaloft.application.port.Projects;
import com.appaloft.application.port.Resources;
import com.appaloft.application.port.RuntimeSlots;
import com.appaloft.application.port.Servers;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.access.CustomDomain;
import com.appaloft.domain.access.CustomDomainEvent;
import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.preview.Preview;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.runtime.ArtifactEvent;
import com.appaloft.domain.runtime.ArtifactSighting;
import com.appaloft.domain.runtime.RuntimeSlot;
import com.appaloft.domain.runtime.RuntimeSlotEvent;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.ArtifactId;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DomainId;
import com.appaloft.domain.shared.EnvironmentId;
import com.appaloft.domain.shared.PreviewId;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.workspace.Environment;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.Project;
import com.appaloft.domain.workspace.ProjectEvent;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The kinds of history the application knows, each on its own Axon repository. */
final class Streams {
    private Streams() {}

    static final class OfDeployments extends AxonStream<DeploymentId, Deployment, DeploymentEvent, DeploymentStream>
            implements Deployments {
        OfDeployments(Repository<DeploymentStream> repository, UnitOfWork unitOfWork) {
            super(repository, DeploymentStream::new, unitOfWork);
        }
    }

    static final class OfResources extends AxonStream<ResourceId, Resource, ResourceEvent, ResourceStream>
            implements Resources {
        OfResources(Repository<ResourceStream> repository, UnitOfWork unitOfWork) {
            super(repository, ResourceStream::new, unitOfWork);
        }
    }

    static final class OfRuntimeSlots extends AxonStream<SlotId, RuntimeSlot, RuntimeSlotEvent, RuntimeSlotStream>
            implements RuntimeSlots {
        OfRuntimeSlots(Repository<RuntimeSlotStream> repository, UnitOfWork unitOfWork) {
            super(repository, RuntimeSlotStream::new, unitOfWork);
        }
    }

    static final class OfEnvironments
            extends AxonStream<EnvironmentId, Environment, EnvironmentEvent, EnvironmentStream>
            implements Environments {
        OfEnvironments(Repository<EnvironmentStream> repository, UnitOfWork unitOfWork) {
            super(repository, EnvironmentStream::new, unitOfWork);
        }
    }

    static final class OfProjects extends AxonStream<ProjectId, Project, ProjectEvent, ProjectStream>
            implements Projects {
        OfProjects(Repository<ProjectStream> repository, UnitOfWork unitOfWork) {
            super(repository, ProjectStream::new, unitOfWork);
        }
    }

    static final class OfServers extends AxonStream<ServerId, Server, ServerEvent, ServerStream> implements Servers {
        OfServers(Repository<ServerStream> repository, UnitOfWork unitOfWork) {
            super(repository, ServerStream::new, unitOfWork);
        }
    }

    static final class OfArtifacts extends AxonStream<ArtifactId, ArtifactSighting, ArtifactEvent, ArtifactStream>
            implements ArtifactSightings {
        private final JdbcClient jdbc;

        OfArtifacts(Repository<ArtifactStream> repository, UnitOfWork unitOfWork, JdbcClient jdbc) {
            super(repository, ArtifactStream::new, unitOfWork);
            this.jdbc = jdbc;
        }

        @Override
        public void inTurn() {
            if (!CurrentUnitOfWork.isStarted()) {
                throw new IllegalStateException("taking turns lasts as long as a unit of work");
            }
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('what is kept', 0))")
                    .query((row, n) -> 1)
                    .single();
        }
    }

    static final class OfCustomDomains extends AxonStream<DomainId, CustomDomain, CustomDomainEvent, CustomDomainStream>
            implements CustomDomains {
        OfCustomDomains(Repository<CustomDomainStream> repository, UnitOfWork unitOfWork) {
            super(repository, CustomDomainStream::new, unitOfWork);
        }
    }

    static final class OfPreviews extends AxonStream<PreviewId, Preview, PreviewEvent, PreviewStream>
            implements Previews {
        OfPreviews(Repository<PreviewStream> repository, UnitOfWork unitOfWork) {
            super(repository, PreviewStream::new, unitOfWork);
        }
    }
}
