package com.appaloft.api.workspace;

import com.appaloft.api.answer.Created;
import com.appaloft.api.answer.Listed;
import com.appaloft.api.json.Checks;
import com.appaloft.application.workspace.WorkspaceHandler;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.projections.workspace.ProjectQueries;
import com.appaloft.projections.workspace.ProjectView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Projects. */
@RestController
@RequestMapping("/api/projects")
class ProjectController {
    record NewProject(@Nullable String name) {}

    record ProjectAnswer(String id, String name, Instant createdAt) {
        static ProjectAnswer of(ProjectView view) {
            return new ProjectAnswer(view.project().id().value(), view.project().name(), view.createdAt());
        }
    }

    private final WorkspaceHandler workspace;
    private final ProjectQueries projects;

    ProjectController(WorkspaceHandler workspace, ProjectQueries projects) {
        this.workspace = workspace;
        this.projects = projects;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(@RequestBody NewProject wanted) {
        return new Created(
                workspace.createProject(Checks.name(wanted.name(), "/name")).value());
    }

    @GetMapping
    Listed<ProjectAnswer> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Listed.of(projects.page(Checks.pageSize(limit, 50), cursor), ProjectAnswer::of);
    }

    @GetMapping("/{id}")
    ProjectAnswer show(@PathVariable String id) {
        return projects.find(Checks.pathId(id, ProjectId::new, "project"))
                .map(ProjectAnswer::of)
                .orElseThrow(() -> Problem.notFound("project", id).asRefusal());
    }
}
