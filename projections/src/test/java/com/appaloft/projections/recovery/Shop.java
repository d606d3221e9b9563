package com.appaloft.projections.recovery;

import com.appaloft.domain.deployment.Deployment;
import com.appaloft.domain.deployment.DeploymentCommand;
import com.appaloft.domain.deployment.DeploymentEvent;
import com.appaloft.domain.deployment.DeploymentRules;
import com.appaloft.domain.deployment.NewAttempt;
import com.appaloft.domain.deployment.Phase;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.preview.CleanupCause;
import com.appaloft.domain.preview.PreviewEvent;
import com.appaloft.domain.preview.PreviewRules;
import com.appaloft.domain.resource.Profile;
import com.appaloft.domain.resource.Resource;
import com.appaloft.domain.resource.ResourceEvent;
import com.appaloft.domain.runtime.HealthSpec;
import com.appaloft.domain.runtime.NetworkSpec;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.runtime.RuntimeSpec;
import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.Decision;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.DomainEvent;
import com.appaloft.domain.shared.RecordedEvent;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import com.appaloft.domain.shared.SlotId;
import com.appaloft.domain.source.Source;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.domain.workspace.Environment;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Two resources on two servers in which anything happens that the rules allow; what they refuse leaves no trace. */
final class Shop {
    static final ResourceId WORKER = new ResourceId("res_worker");
    static final ServerId OTHER_SERVER = new ServerId("srv_other");
    static final List<ResourceId> RESOURCES = List.of(Given.RESOURCE, WORKER);

    /** What somebody or something tries. */
    enum Try {
        REDEPLOY,
        FORCE,
        RETRY,
        ROLLBACK,
        GO_ON,
        START_PHASE,
        FINISH_PHASE,
        FAIL,
        ROLL_BACK,
        INTERRUPT,
        CANCEL,
        PROVE,
        CONFIGURE,
        RELINK,
        OBSERVE,
        ACCEPT,
        LOCK,
        UNLOCK,
        VARIABLE,
        SECRET,
        REMOVE_VARIABLE,
        DELETE_SECRET_VERSION,
        DEREGISTER,
        LOOK,
        PREVIEW,
        CLEAN,
        CLEAN_ON,
        ARCHIVE,
        PRUNE,
        PIN,
        UNPIN,
        LET_GO,
        KEEP
    }

    /**
     * One try.
     *
     * @param pick chooses whom it is tried on and with what
     * @param later milliseconds after the one before; 0 happens at the same instant
     */
    record Step(Try what, int pick, long later) {}

    final History history;
    private final ShopPreviews previews;
    private final ShopRetention retention;
    private Instant now = Given.at(10);
    private int names;

    Shop(Consumer<RecordedEvent> listener) {
        history = new History(listener);
        previews = new ShopPreviews(history);
        retention = new ShopRetention(history);
        history.append(Given.workspace());
        var folder = new Profile(
                1,
                new Source.LocalFolder("/srv/worker"),
                RuntimeSpec.of(RuntimeSpec.Strategy.DOCKERFILE),
                NetworkSpec.NONE,
                new HealthSpec.Image());
        var destination = new DestinationId("dst_other");
        history.append(List.of(
                new ServerEvent.Registered(OTHER_SERVER, "other", "docker-local", destination, Given.at(4)),
                new ResourceEvent.Created(
                        WORKER,
                        Given.PROJECT,
                        Given.ENVIRONMENT,
                        OTHER_SERVER,
                        destination,
                        "worker",
                        folder,
                        Given.at(5))));
    }

    void take(Step step) {
        now = now.plusMillis(step.later());
        int pick = step.pick();
        var resource = history.resource(RESOURCES.get(pick % 2));
        var slot = previews.slot(resource, pick);
        var environment = history.environment(Given.ENVIRONMENT);
        switch (step.what()) {
            case REDEPLOY -> begin(resource, new Trigger.Redeploy(null));
            case FORCE ->
                begin(
                        resource,
                        new Trigger.ForceRedeploy(history.slot(resource.slot()).serving()));
            case PREVIEW -> preview(resource, pick);
            case CLEAN ->
                previews.find(resource, pick)
                        .ifPresent(p -> decided(PreviewRules.clean(p, CleanupCause.REQUESTED, now)));
            case CLEAN_ON ->
                previews.find(resource, pick).ifPresent(p -> history.append(previews.cleanOn(p, pick, now)));
            case RETRY -> retry(pick);
            case ROLLBACK -> rollback(resource, slot, pick);
            case GO_ON -> goOn(resource, slot, pick);
            case START_PHASE -> tell(slot, new DeploymentCommand.StartPhase(Goods.phase(pick), now));
            case FINISH_PHASE -> tell(slot, new DeploymentCommand.FinishPhase(Goods.phase(pick), pick % 3 > 0, now));
            case FAIL -> tell(slot, new DeploymentCommand.Fail(Goods.failure(pick), now));
            case ROLL_BACK ->
                tell(
                        slot,
                        new DeploymentCommand.RollBack(
                                Goods.failure(pick), history.slot(slot).serving(), now));
            case INTERRUPT -> tell(slot, new DeploymentCommand.Interrupt("Nothing of it was found.", now));
            case CANCEL -> cancel(slot);
            case PROVE -> tell(slot, new DeploymentCommand.ProveCanceled(now));
            case CONFIGURE ->
                decided(resource.configure(
                        Goods.runtime(resource.profile(), pick),
                        resource.profile().network(),
                        resource.profile().health(),
                        now));
            case RELINK ->
                decided(resource.relink(
                        resource.profile().source(), new Source.DockerImage("web:v" + pick), Given.ENVIRONMENT, now));
            case OBSERVE -> decided(resource.observe(Goods.sighting(pick), now));
            case ACCEPT -> decided(resource.acceptSource(Goods.sighting(pick), now));
            case LOCK -> decided(environment.lock(now));
            case UNLOCK -> decided(environment.unlock(now));
            case VARIABLE -> decided(environment.setVariable("V" + pick % 5, "ü\u0000\"" + pick, now));
            case SECRET -> decided(environment.setSecret("V" + pick % 5, pick, now));
            case REMOVE_VARIABLE -> decided(environment.remove("V" + pick % 5, now));
            case DELETE_SECRET_VERSION -> deleteSecretVersion(environment, pick);
            case DEREGISTER -> decided(history.server(resource.serverId()).deregister(List.of(), now));
            case LOOK -> {
                var seen = Observation.values()[pick % Observation.values().length];
                decided(retention.artifact(pick, (sighting, artifact) -> sighting.decide(artifact, seen, now)));
            }
            case ARCHIVE -> decided(retention.archive(pick, now));
            case PRUNE -> retention.prune(resource.id(), now);
            case PIN -> decided(retention.artifact(pick, (sighting, artifact) -> sighting.pin(artifact, now)));
            case UNPIN -> decided(retention.artifact(pick, (sighting, artifact) -> sighting.unpin(artifact, now)));
            case LET_GO -> decided(retention.artifact(pick, (sighting, artifact) -> sighting.release(artifact, now)));
            case KEEP -> decided(retention.artifact(pick, (sighting, artifact) -> sighting.keep(artifact, now)));
        }
    }

    /** Mostly one that exists. */
    private void deleteSecretVersion(Environment environment, int pick) {
        var name = "V" + pick % 5;
        var kept = List.copyOf(environment.versions().of(name).keySet());
        int version = kept.isEmpty() ? pick : kept.get(pick % kept.size());
        decided(environment.deleteSecretVersion(name, version, now));
    }

    private void begin(Resource resource, Trigger trigger) {
        var id = next();
        admit(resource, id, NewAttempt.fromProfile(id, resource, history.environment(Given.ENVIRONMENT), trigger, now));
    }

    private void preview(Resource resource, int pick) {
        decided(previews.exist(resource, pick, now));
        previews.find(resource, pick).filter(p -> !p.over()).ifPresent(p -> {
            var id = next();
            var environment = history.environment(Given.ENVIRONMENT);
            admit(resource, id, NewAttempt.ofPreview(id, p, resource, environment, new Trigger.Preview(), now));
        });
    }

    private void retry(int pick) {
        var attempts = history.deployments();
        if (!attempts.isEmpty()) {
            var old = attempts.get(pick % attempts.size());
            var id = next();
            admit(history.resource(old.attempt().request().resourceId()), id, NewAttempt.retry(id, old, now));
        }
    }

    private void rollback(Resource resource, SlotId slot, int pick) {
        var good = history.deployments().stream()
                .filter(d -> d instanceof Deployment.Succeeded)
                .filter(d -> d.attempt().request().slotId().equals(slot))
                .toList();
        if (!good.isEmpty()) {
            var id = next();
            admit(resource, id, NewAttempt.rollback(id, good.getLast().id(), good.get(pick % good.size()), now));
        }
    }

    private void admit(Resource resource, DeploymentId id, List<DeploymentEvent> begun) {
        var slot = ((DeploymentEvent.Requested) begun.getFirst()).slotId();
        var claim = history.slot(slot).claim(slot, resource.id(), id, now);
        var preview = history.preview(slot.preview());
        Decision<PreviewEvent> deployed = preview == null ? Decision.accept() : PreviewRules.deploy(preview, id, now);
        if (claim instanceof Decision.Accepted<?> && deployed instanceof Decision.Accepted<?>) {
            decided(claim);
            decided(deployed);
            history.append(begun);
        }
    }

    /** The next thing that a healthy attempt would do. */
    private void goOn(Resource resource, SlotId slot, int pick) {
        var holder = history.deployment(history.slot(slot).heldBy());
        if (holder == null) {
            return;
        }
        var attempt = holder.attempt();
        if (holder instanceof Deployment.CancelRequested) {
            tell(slot, new DeploymentCommand.ProveCanceled(now));
        } else if (attempt.phase() == null) {
            tell(slot, new DeploymentCommand.StartPhase(Phase.DETECT, now));
        } else if (attempt.snapshot() == null) {
            tell(slot, new DeploymentCommand.CaptureSnapshot(Goods.snapshot(attempt.request(), pick), now));
        } else if (!(holder instanceof Deployment.Running)) {
            tell(slot, new DeploymentCommand.StartPhase(Phase.EXECUTE, now));
        } else if (attempt.artifact() == null) {
            tell(slot, new DeploymentCommand.RecordArtifact(Goods.artifact(resource, pick), now));
        } else {
            var url = pick % 2 == 0 ? "http://127.0.0.1:18080" : null;
            tell(slot, new DeploymentCommand.Succeed(url, now));
        }
    }

    private void cancel(SlotId slot) {
        var holder = history.slot(slot).heldBy();
        if (holder != null) {
            tell(slot, new DeploymentCommand.RequestCancel(holder.value(), "asked by ada", now));
        }
    }

    private void tell(SlotId slotId, DeploymentCommand command) {
        var slot = history.slot(slotId);
        var holder = history.deployment(slot.heldBy());
        if (holder == null) {
            return;
        }
        decided(DeploymentRules.decide(holder, command));
        if (history.deployment(holder.id()) instanceof Deployment.Ended ended) {
            var snapshot = ended.attempt().snapshot();
            var marker = snapshot == null ? null : snapshot.runtime().dataMarker();
            decided(slot.release(
                    slotId,
                    ended.attempt().request().resourceId(),
                    holder.id(),
                    ended instanceof Deployment.Succeeded,
                    marker,
                    now));
        }
    }

    private void decided(Decision<? extends DomainEvent> decision) {
        if (decision instanceof Decision.Accepted<? extends DomainEvent> accepted) {
            history.append(accepted.events());
        }
    }

    private DeploymentId next() {
        return new DeploymentId(DeploymentId.PREFIX + Integer.toString(++names * 7919 % 10007, 36));
    }
}
