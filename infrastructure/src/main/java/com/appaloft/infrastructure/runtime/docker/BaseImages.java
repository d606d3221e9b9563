package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.BuildSpec;
import com.appaloft.application.port.TarArchive;
import com.appaloft.domain.shared.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Pulls what a build takes from registries before it begins, each with its own login. BuildKit itself would ask a session for logins,
 * even where everybody is let in, and is not given one.
 */
final class BaseImages {
    private static final int MOST_BYTES = 128 * 1024;

    private final Images images;

    BaseImages(Images images) {
        this.images = images;
    }

    /** @param buildKit whether the builder obeys which language the file says it is in, which is an image too */
    void pull(TarArchive archive, BuildSpec spec, boolean buildKit, Operation operation) {
        var text = dockerfile(archive, spec);
        var needed = new LinkedHashSet<String>();
        if (buildKit) {
            DockerfileLines.directive(text, "syntax").filter(ImageName::isOne).ifPresent(needed::add);
        }
        needed.addAll(Dockerfile.images(text, spec.args(), spec.target()));
        for (var reference : needed) {
            images.resolve(reference, spec.withoutCache(), spec.logins().of(reference), operation);
        }
    }

    /** Empty where there is none: the builder says so better. */
    private static String dockerfile(TarArchive archive, BuildSpec spec) {
        var wanted = Path.of(spec.context(), spec.dockerfile()).normalize().toString();
        try (var tar = new TarArchiveInputStream(archive.open())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().equals(wanted)) {
                    return new String(tar.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("reading the kept files failed", e);
        }
    }
}
