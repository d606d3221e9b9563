package com.appaloft.projections.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.domain.server.ServerEvent;
import com.appaloft.domain.shared.ProjectId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.History;
import com.appaloft.domain.workspace.EnvironmentEvent;
import com.appaloft.domain.workspace.Project;
import com.appaloft.domain.workspace.ProjectEvent;
import com.appaloft.projections.testing.ReadModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkspaceQueriesTest {
    private final ReadModels models = new ReadModels();
    private final History history = new History(models::project).append(Given.workspace());

    @Test
    void projectsAreListedNewestFirst() {
        var blog = new ProjectId("prj_blog");
        history.append(List.of(new ProjectEvent.Created(blog, "blog", Given.at(9))));
        var queries = models.get(ProjectQueries.class);
        assertThat(queries.find(blog)).contains(new ProjectView(new Project(blog, "blog"), Given.at(9)));
        var first = queries.page(1, null);
        assertThat(first.items()).extracting(v -> v.project().id()).containsExactly(blog);
        assertThat(queries.page(1, first.nextCursor()).items())
                .extracting(v -> v.project().id())
                .containsExactly(Given.PROJECT);
    }

    @Test
    void anEnvironmentShowsItsConfigurationAndSecretsByVersion() {
        history.append(List.of(
                new EnvironmentEvent.VariableSet(Given.ENVIRONMENT, "COLOR", "grün", Given.at(10)),
                new EnvironmentEvent.SecretSet(Given.ENVIRONMENT, "TOKEN", 7, Given.at(11)),
                new EnvironmentEvent.Locked(Given.ENVIRONMENT, Given.at(12))));
        var queries = models.get(EnvironmentQueries.class);
        var expected = new EnvironmentView(history.environment(Given.ENVIRONMENT), Given.at(1));
        assertThat(queries.find(Given.ENVIRONMENT)).contains(expected);
        assertThat(queries.page(Given.PROJECT, 10, null).items()).containsExactly(expected);
        assertThat(queries.page(new ProjectId("prj_none"), 10, null).items()).isEmpty();
    }

    @Test
    void aServerIsFoundByItsDomainAsLongAsItIsRegistered() {
        history.append(List.of(new ServerEvent.DomainChanged(Given.SERVER, "apps.example.com", Given.at(19))));
        var queries = models.get(ServerQueries.class);
        assertThat(queries.ofDomain("apps.example.com")).contains(Given.SERVER);
        assertThat(queries.ofDomain("example.com")).isEmpty();
        history.append(List.of(new ServerEvent.Deregistered(Given.SERVER, Given.at(20))));
        assertThat(queries.ofDomain("apps.example.com")).isEmpty();
    }

    @Test
    void aDeregisteredServerIsStillKnown() {
        history.append(List.of(new ServerEvent.Deregistered(Given.SERVER, Given.at(20))));
        var queries = models.get(ServerQueries.class);
        var view = queries.find(Given.SERVER).orElseThrow();
        assertThat(view.server().registered()).isFalse();
        assertThat(view.createdAt()).isEqualTo(Given.at(2));
        assertThat(queries.page(10, null).items()).containsExactly(view);
    }
}
