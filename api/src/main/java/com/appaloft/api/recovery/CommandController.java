package com.appaloft.api.recovery;

import com.appaloft.api.json.Checks;
import com.appaloft.application.deployment.CancelHandler;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.recovery.RecoveryHandler;
import com.appaloft.application.recovery.RecoveryHandler.Request;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The commands that start a new attempt or stop one; accepted asynchronously, decided by the policy that readiness shows. */
@RestController
class CommandController {
    private static final String KEY = "Idempotency-Key";
    private static final String MATCH = "If-Match";

    record NewDeployment(
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt) {}

    record Retry(
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt) {
        static final Retry PLAIN = new Retry(null, null, null, null);
    }

    record Redeploy(
            @Nullable String resourceId,
            @Nullable String deploymentId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt) {
        static final Redeploy PLAIN = new Redeploy(null, null, null, null);

        /** @return the attempt it was decided on, if it was named */
        @Nullable
        DeploymentId from() {
            return Checks.idIfGiven(deploymentId, DeploymentId::new, "/deploymentId");
        }
    }

    record Rollback(
            @Nullable String rollbackCandidateDeploymentId,
            @Nullable String candidate,
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt) {
        /** Both names are known to clients; one of them is enough. */
        DeploymentId to() {
            if (rollbackCandidateDeploymentId != null && candidate != null) {
                Checks.same(candidate, rollbackCandidateDeploymentId, "/candidate");
            }
            return Checks.id(
                    rollbackCandidateDeploymentId == null ? candidate : rollbackCandidateDeploymentId,
                    DeploymentId::new,
                    "/rollbackCandidateDeploymentId");
        }
    }

    record Cancel(
            @Nullable String confirm,
            @Nullable String deploymentId,
            @Nullable String resourceId) {}

    /** The new attempt, or the one being stopped. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Accepted(
            String id,
            String deploymentId,
            String status,
            @Nullable String trigger) {}

    private final RecoveryHandler recovery;
    private final CancelHandler cancellation;
    private final Beliefs beliefs;

    CommandController(RecoveryHandler recovery, CancelHandler cancellation, Beliefs beliefs) {
        this.recovery = recovery;
        this.cancellation = cancellation;
        this.beliefs = beliefs;
    }

    @PostMapping("/api/deployments")
    ResponseEntity<Accepted> create(
            @RequestBody NewDeployment body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var resource = Checks.id(body.resourceId(), ResourceId::new, "/resourceId");
        var request = new Request(
                Asked.key(key, "create " + body),
                Asked.marker(match, body.readinessStateVersion(), body.readinessGeneratedAt()),
                null);
        return accepted(recovery.deploy(resource, new Trigger.Create(), request), "create");
    }

    @PostMapping("/api/deployments/{id}/retry")
    ResponseEntity<Accepted> retry(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Retry given,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var body = given == null ? Retry.PLAIN : given;
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var request = new Request(
                Asked.key(key, "retry " + id + body),
                Asked.marker(match, body.readinessStateVersion(), body.readinessGeneratedAt()),
                Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId"));
        return accepted(recovery.retry(deployment(id), request), "retry");
    }

    @PostMapping("/api/resources/{id}/redeploy")
    ResponseEntity<Accepted> redeploy(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Redeploy given,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var body = given == null ? Redeploy.PLAIN : given;
        return redeploy(id, body, new Trigger.Redeploy(body.from()), Asked.key(key, "redeploy " + id + body), match);
    }

    @PostMapping("/api/resources/{id}/force-redeploy")
    ResponseEntity<Accepted> forceRedeploy(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Redeploy given,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var body = given == null ? Redeploy.PLAIN : given;
        return redeploy(
                id, body, new Trigger.ForceRedeploy(body.from()), Asked.key(key, "force-redeploy " + id + body), match);
    }

    private ResponseEntity<Accepted> redeploy(
            String id, Redeploy body, Trigger trigger, @Nullable RequestKey key, @Nullable String match) {
        Checks.same(body.resourceId(), id, "/resourceId");
        var request =
                new Request(key, Asked.marker(match, body.readinessStateVersion(), body.readinessGeneratedAt()), null);
        var resource = Checks.pathId(id, ResourceId::new, "resource");
        beliefs.mustBelong(trigger.source(), resource);
        return accepted(recovery.deploy(resource, trigger, request), trigger.wire());
    }

    @PostMapping("/api/deployments/{id}/rollback")
    ResponseEntity<Accepted> rollback(
            @PathVariable String id,
            @RequestBody Rollback body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var candidate = body.to();
        var request = new Request(
                Asked.key(key, "rollback " + id + body),
                Asked.marker(match, body.readinessStateVersion(), body.readinessGeneratedAt()),
                Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId"));
        return accepted(recovery.rollback(deployment(id), candidate, request), "rollback");
    }

    @PostMapping("/api/deployments/{id}/cancel")
    ResponseEntity<Accepted> cancel(
            @PathVariable String id,
            @RequestBody Cancel body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var deployment = deployment(id);
        var resource = Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId");
        var confirm = Checks.present(body.confirm(), "/confirm");
        var once = Asked.key(key, "cancel " + id + body);
        beliefs.whileHolds(
                Asked.marker(match, null, null),
                deployment,
                once,
                () -> cancellation.cancel(deployment, confirm, resource, once));
        boolean proven = cancellation.proven(deployment);
        return (proven ? ResponseEntity.ok() : ResponseEntity.accepted())
                .location(where(id))
                .body(new Accepted(id, id, proven ? "canceled" : "cancel-requested", null));
    }

    private static ResponseEntity<Accepted> accepted(DeploymentId id, String trigger) {
        return ResponseEntity.accepted()
                .location(where(id.value()))
                .body(new Accepted(id.value(), id.value(), "created", trigger));
    }

    private static URI where(String id) {
        return URI.create("/api/deployments/" + id);
    }

    private static DeploymentId deployment(String id) {
        return Checks.pathId(id, DeploymentId::new, "deployment");
    }
}
