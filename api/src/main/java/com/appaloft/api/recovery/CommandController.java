package com.appaloft.api.recovery;

import com.appaloft.api.json.Checks;
import com.appaloft.application.deployment.CancelHandler;
import com.appaloft.application.idempotency.RequestKey;
import com.appaloft.application.recovery.RecoveryHandler;
import com.appaloft.application.recovery.RecoveryHandler.Request;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.fasterxml.jackson.annotation.JsonAlias;
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

    record NewDeployment(@Nullable String resourceId) {}

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
            @JsonAlias("candidate") @Nullable String rollbackCandidateDeploymentId,
            @Nullable String deploymentId,
            @Nullable String resourceId,
            @Nullable String readinessStateVersion,
            @Nullable String readinessGeneratedAt) {}

    record Cancel(
            @Nullable String confirm,
            @Nullable String deploymentId,
            @Nullable String resourceId) {}

    /** The new attempt, or the one being stopped. */
    record Accepted(String id, String deploymentId, String status) {}

    private final RecoveryHandler recovery;
    private final CancelHandler cancellation;

    CommandController(RecoveryHandler recovery, CancelHandler cancellation) {
        this.recovery = recovery;
        this.cancellation = cancellation;
    }

    @PostMapping("/api/deployments")
    ResponseEntity<Accepted> create(
            @RequestBody NewDeployment body, @RequestHeader(name = KEY, required = false) @Nullable String key) {
        var resource = Checks.id(body.resourceId(), ResourceId::new, "/resourceId");
        var request = new Request(Asked.key(key, "create " + body), Asked.marker(null, null, null), null);
        return accepted(recovery.deploy(resource, new Trigger.Create(), request));
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
        return accepted(recovery.retry(deployment(id), request));
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
        return accepted(recovery.deploy(Checks.pathId(id, ResourceId::new, "resource"), trigger, request));
    }

    @PostMapping("/api/deployments/{id}/rollback")
    ResponseEntity<Accepted> rollback(
            @PathVariable String id,
            @RequestBody Rollback body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var candidate =
                Checks.id(body.rollbackCandidateDeploymentId(), DeploymentId::new, "/rollbackCandidateDeploymentId");
        var request = new Request(
                Asked.key(key, "rollback " + id + body),
                Asked.marker(match, body.readinessStateVersion(), body.readinessGeneratedAt()),
                Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId"));
        return accepted(recovery.rollback(deployment(id), candidate, request));
    }

    @PostMapping("/api/deployments/{id}/cancel")
    ResponseEntity<Accepted> cancel(
            @PathVariable String id,
            @RequestBody Cancel body,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var resource = Checks.idIfGiven(body.resourceId(), ResourceId::new, "/resourceId");
        var confirm = Checks.present(body.confirm(), "/confirm");
        cancellation.cancel(deployment(id), confirm, resource, Asked.key(key, "cancel " + id + body));
        return ResponseEntity.accepted().location(where(id)).body(new Accepted(id, id, "cancel-requested"));
    }

    private static ResponseEntity<Accepted> accepted(DeploymentId id) {
        return ResponseEntity.accepted()
                .location(where(id.value()))
                .body(new Accepted(id.value(), id.value(), "created"));
    }

    private static URI where(String id) {
        return URI.create("/api/deployments/" + id);
    }

    private static DeploymentId deployment(String id) {
        return Checks.pathId(id, DeploymentId::new, "deployment");
    }
}
