package com.appaloft.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A version with one migration more starts on the database of the version before it (decision 60). */
class UpgradeTest {
    @Test
    void aMigrationBelowTheNewestIsAppliedToADatabaseThatHasNotSeenIt() {
        try (var controlPlane = new InProcess()) {
            var jdbc = controlPlane.bean(JdbcClient.class);
            jdbc.sql("drop table retention_release").update();
            assertThat(jdbc.sql("delete from flyway_schema_history where version = '055'")
                            .update())
                    .isOne();
            controlPlane.stop();

            controlPlane.start();

            assertThat(controlPlane
                            .bean(JdbcClient.class)
                            .sql("select count(*) from retention_release")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }
}
