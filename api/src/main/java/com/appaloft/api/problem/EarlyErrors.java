package com.appaloft.api.problem;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that are so broken that Tomcat refuses them before anything of ours is reached. */
public class EarlyErrors extends ErrorReportValve {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var problem = status < 500
                ? Problem.of(
                        ProblemCode.VALIDATION_ERROR, "The request is not well-formed HTTP, or its head is too long.")
                : Problem.of(ProblemCode.INTERNAL_ERROR, "The control plane failed; its log says why.");
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(JSON.writeValueAsString(ProblemBody.of(problem, status, null)));
                response.finishResponse();
            }
        } catch (IOException gone) {
            // the client does not listen any more
        }
    }
}
