package com.appaloft.application.port;

import com.appaloft.domain.compose.ComposeVariables;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.source.Source;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks whether sources of one kind can be read; keeps nothing and changes nothing. Each kind of source has one, as a bean. */
public interface SourceProbe {
    /**
     * What is looked at.
     *
     * @param server where the source would be deployed
     * @param credentials the revealed secret that opens it, if it names one; never logged
     * @param variables what its files may name
     * @param logins for the registries of its images; never logged
     */
    record Question(
            Server server,
            Source source,
            @Nullable String credentials,
            ComposeVariables variables,
            RegistryLogins logins) {
        public Question(Server server, Source source, @Nullable String credentials) {
            this(server, source, credentials, new ComposeVariables(Map.of(), Set.of()), RegistryLogins.NONE);
        }

        /** Without the credentials. */
        @Override
        public String toString() {
            return "Question[" + source.summary() + "]";
        }
    }

    /** The {@link Source#kind()} it looks at. */
    String kind();

    /**
     * Really looks; stops as soon as the operation is canceled.
     *
     * @return what was seen, in one sentence without secrets
     * @throws BackendFailure where it cannot be read, with the code a deployment would fail with
     */
    String look(Question question, Operation operation);
}
