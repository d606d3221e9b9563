package com.appaloft.infrastructure.runtime;

import com.appaloft.infrastructure.system.CannotStart;
import com.appaloft.infrastructure.system.DataDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds the database and the data directory together: both carry the id of the one installation they belong to. */
final class Belonging {
    private static final String FILE = "installation-id";
    private static final Logger log = LoggerFactory.getLogger(Belonging.class);

    private final JdbcClient jdbc;
    private final DataDirectory directory;

    Belonging(JdbcClient jdbc, DataDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    /**
     * The side that has an id gives it to the side that has none; of two processes that begin at once on a new database one makes it.
     *
     * @throws CannotStart with one sentence if the two belong to different installations
     */
    InstallationId agreed() {
        var here = directory.find(FILE).map(text -> new InstallationId(text.strip()));
        boolean databaseWasNew = offer(here.orElseGet(InstallationId::fresh));
        var there = stored();
        if (here.isPresent() && !here.get().equals(there)) {
            throw new CannotStart("The database belongs to installation " + there + ", but the data directory "
                    + directory.path() + " belongs to installation " + here.get()
                    + ": set APPALOFT_DATA_DIR to the directory that belongs to the database or, if that one is lost, to a new"
                    + " empty directory, which then joins installation " + there + ".");
        }
        directory.secretFile(FILE, () -> there + "\n");
        if (here.isEmpty() && !databaseWasNew) {
            log.warn(
                    "The data directory {} has joined installation {} of the database; the archives of local folders and"
                            + " secrets.key stay where they were, copy them from there.",
                    directory.path(),
                    there);
        }
        return there;
    }

    /** @return whether the database took it */
    private boolean offer(InstallationId id) {
        return jdbc.sql("insert into installation (id) values (?) on conflict do nothing")
                        .param(id.value())
                        .update()
                == 1;
    }

    private InstallationId stored() {
        return new InstallationId(
                jdbc.sql("select id from installation").query(String.class).single());
    }
}
