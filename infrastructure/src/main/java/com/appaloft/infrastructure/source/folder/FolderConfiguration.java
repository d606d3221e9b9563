package com.appaloft.infrastructure.source.folder;

import com.appaloft.application.port.SourceProbe;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the archives of sources. */
@Configuration(proxyBeanMethods = false)
public class FolderConfiguration {
    @Bean
    FolderArchives folderArchives(
            @Value("${appaloft.data-dir:${APPALOFT_DATA_DIR:${user.home}/.appaloft}}") String dataDirectory,
            @Value("${appaloft.source.most-files:200000}") int mostFiles,
            @Value("${appaloft.source.most-bytes:2147483648}") long mostBytes) {
        return new FolderArchives(Path.of(dataDirectory), mostFiles, mostBytes);
    }

    @Bean
    SourceProbe folderProbe(FolderArchives archives) {
        return new FolderProbe("local-folder", archives);
    }

    @Bean
    SourceProbe siteProbe(FolderArchives archives) {
        return new FolderProbe("static-site", archives);
    }
}
