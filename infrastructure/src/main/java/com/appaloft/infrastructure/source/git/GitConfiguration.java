package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.GitRepositories;
import com.appaloft.infrastructure.source.folder.FolderArchives;
import com.appaloft.infrastructure.source.folder.FolderLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reading of repositories, with the limits that folders have too. */
@Configuration(proxyBeanMethods = false)
public class GitConfiguration {
    @Bean
    GitLimits gitLimits(
            @Value("${appaloft.source.most-files:200000}") int mostFiles,
            @Value("${appaloft.source.most-bytes:2147483648}") long mostBytes,
            @Value("${appaloft.git.silence-seconds:60}") int silenceSeconds,
            @Value("${appaloft.git.most-seconds:900}") int mostSeconds) {
        return new GitLimits(
                new FolderLimits(mostFiles, mostBytes),
                Duration.ofSeconds(silenceSeconds),
                Duration.ofSeconds(mostSeconds));
    }

    @Bean
    GitRepositories gitRepositories(
            FolderArchives archives,
            GitLimits limits,
            Clock clock,
            @Value("${appaloft.data-dir:${APPALOFT_DATA_DIR:${user.home}/.appaloft}}") String dataDirectory) {
        return new JGitRepositories(archives, Path.of(dataDirectory), limits, clock);
    }
}
