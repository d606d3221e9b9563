package com.appaloft.api.workspace;

import com.appaloft.api.json.Checks;
import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.EdgeProxy.Status;
import com.appaloft.application.workspace.ProxyHandler;
import com.appaloft.domain.shared.ServerId;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The proxy at the edge of a server. */
@RestController
@RequestMapping("/api/servers/{id}/proxy")
class ProxyController {
    /** @param version absent where it does not run */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProxyAnswer(
            boolean ready,
            @Nullable String version,
            @Nullable String image,
            String evidence,
            String advice) {
        static ProxyAnswer of(Status status) {
            return new ProxyAnswer(
                    status.ready(), status.version(), status.image(), status.evidence(), status.advice());
        }
    }

    private final ProxyHandler handler;

    ProxyController(ProxyHandler handler) {
        this.handler = handler;
    }

    @GetMapping
    ProxyAnswer status(@PathVariable String id) {
        return answer(id, handler::status);
    }

    /** Starts it if it does not run; what did not work is in the answer. */
    @PostMapping("/bootstrap")
    ProxyAnswer bootstrap(@PathVariable String id) {
        return answer(id, handler::bootstrap);
    }

    /** Replaces it by one of the image that is configured now. */
    @PostMapping("/upgrade")
    ProxyAnswer upgrade(@PathVariable String id) {
        return answer(id, handler::upgrade);
    }

    private static ProxyAnswer answer(String id, Function<ServerId, Status> work) {
        var server = Checks.pathId(id, ServerId::new, "server");
        try {
            return ProxyAnswer.of(work.apply(server));
        } catch (BackendFailure failure) {
            return new ProxyAnswer(
                    false,
                    null,
                    null,
                    failure.sentence() + (failure.evidence() == null ? "" : " " + failure.evidence()),
                    failure.code().category().advice());
        }
    }
}
