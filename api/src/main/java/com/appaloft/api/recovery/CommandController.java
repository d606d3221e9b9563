package com.appaloft.api.recovery;

import com.appaloft.api.json.Checks;
import com.appaloft.api.recovery.CommandBody.Cancel;
import com.appaloft.api.recovery.CommandBody.NewDeployment;
import com.appaloft.api.recovery.CommandBody.Redeploy;
import com.appaloft.api.recovery.CommandBody.Retry;
import com.appaloft.api.recovery.CommandBody.Rollback;
import com.appaloft.application.deployment.CancelHandler;
import com.appaloft.application.recovery.RecoveryHandler;
import com.appaloft.domain.deployment.Trigger;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.ResourceId;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The commands that start a new attempt or stop one; accepted asynchronously, decided by the policy that readiness shows. */
@RestController
class CommandController {
    private static final String KEY = "Idempotency-Key";
    private static final String MATCH = "If-Match";

    /** The new attempt, or the one being stopped. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Accepted(
            String id,
            String deploymentId,
            String status,
            @Nullable String trigger) {}

    private final RecoveryHandler recovery;
    private final CancelHandler cancellation;

    CommandController(RecoveryHandler recovery, CancelHandler cancellation) {
        this.recovery = recovery;
        this.cancellation = cancellation;
    }

    @PostMapping("/api/deployments")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Accepted> create(
            @RequestBody NewDeployment body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var resource = Checks.id(body.resourceId(), ResourceId::new, "/resourceId");
        var request = Asked.request("create ", body, key, match);
        return accepted(recovery.deploy(resource, new Trigger.Create(), request), "create");
    }

    @PostMapping("/api/deployments/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Accepted> retry(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Retry given,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var body = given == null ? Retry.PLAIN : given;
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var request = Asked.request("retry " + id, body, key, match);
        return accepted(recovery.retry(deployment(id), request), "retry");
    }

    @PostMapping("/api/resources/{id}/redeploy")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Accepted> redeploy(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Redeploy given,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var body = given == null ? Redeploy.PLAIN : given;
        return redeploy(id, new Trigger.Redeploy(body.from()), body, key, match);
    }

    @PostMapping("/api/resources/{id}/force-redeploy")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Accepted> forceRedeploy(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Redeploy given,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        var body = given == null ? Redeploy.PLAIN : given;
        return redeploy(id, new Trigger.ForceRedeploy(body.from()), body, key, match);
    }

    private ResponseEntity<Accepted> redeploy(
            String id, Trigger trigger, Redeploy body, @Nullable String key, @Nullable String match) {
        Checks.same(body.resourceId(), id, "/resourceId");
        var resource = Checks.pathId(id, ResourceId::new, "resource");
        var request = Asked.request(trigger.wire() + " " + id, body, key, match);
        return accepted(recovery.deploy(resource, trigger, request), trigger.wire());
    }

    @PostMapping("/api/deployments/{id}/rollback")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Accepted> rollback(
            @PathVariable String id,
            @RequestBody Rollback body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var candidate = body.to();
        var request = Asked.request("rollback " + id, body, key, match);
        return accepted(recovery.rollback(deployment(id), candidate, request), "rollback");
    }

    @PostMapping("/api/deployments/{id}/cancel")
    @ApiResponse(responseCode = "200", description = "Canceled: nobody had begun it.", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "202",
            description = "Asked to stop; canceled once that is proven.",
            useReturnTypeSchema = true)
    ResponseEntity<Accepted> cancel(
            @PathVariable String id,
            @RequestBody Cancel body,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestHeader(name = MATCH, required = false) @Nullable String match) {
        Checks.same(body.deploymentId(), id, "/deploymentId");
        var confirm = Checks.present(body.confirm(), "/confirm");
        var request = Asked.request("cancel " + id, body, key, match);
        var status = cancellation.cancel(deployment(id), confirm, request);
        return (status.terminal() ? ResponseEntity.ok() : ResponseEntity.accepted())
                .location(where(id))
                .body(new Accepted(id, id, status.wire(), null));
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
