package com.appaloft.api.wiring;

import com.appaloft.api.problem.ProblemBody;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says beyond the routes themselves: names that last, the token, and how a refusal looks. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String ANYTHING = "*/*";

    /** Named after the capability and the method, so that another route never renames it. */
    @Bean
    OperationCustomizer lastingNames() {
        return (operation, handler) -> {
            var capability = handler.getBeanType().getSimpleName().replace("Controller", "");
            var tag = Character.toLowerCase(capability.charAt(0)) + capability.substring(1);
            operation.setTags(List.of(tag));
            operation.setOperationId(tag + "." + handler.getMethod().getName());
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer problems() {
        return document -> {
            document.setInfo(new Info()
                    .title("Appaloft")
                    .version("1")
                    .description("Deployments that tell the truth, and the ways out of a failed one."));
            document.getPaths().remove("/error");
            secured(document);
            ModelConverters.getInstance(true)
                    .readAll(ProblemBody.class)
                    .forEach((name, schema) ->
                            document.getComponents().addSchemas(name.equals("ProblemBody") ? PROBLEM : name, schema));
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(ApiDescription::answers);
        };
    }

    private static void secured(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        document.getComponents()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        document.setSecurity(List.of(new SecurityRequirement().addList(TOKEN)));
    }

    private static void answers(Operation operation) {
        operation.getResponses().values().stream()
                .map(ApiResponse::getContent)
                .filter(content -> content != null && content.containsKey(ANYTHING))
                .forEach(content -> content.addMediaType("application/json", content.remove(ANYTHING)));
        var schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        var problem = new Content().addMediaType("application/problem+json", new MediaType().schema(schema));
        operation
                .getResponses()
                .addApiResponse(
                        "4XX",
                        new ApiResponse()
                                .description("Refused; nothing was changed.")
                                .content(problem))
                .addApiResponse(
                        "503",
                        new ApiResponse()
                                .description("Could not be coordinated in time; nothing was changed, ask again.")
                                .content(problem));
    }
}
