package com.appaloft.application.retention;

import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.application.port.UsedArtifacts;
import com.appaloft.domain.server.Server;
import org.springframework.stereotype.Component;

/**
 * Takes tags of ours off a server, and never an image that an attempt needs: several attempts may count on one image, and of all
 * their tags only one may be left.
 */
@Component
public class KeptImages {
    private final UnitOfWork unitOfWork;
    private final UsedArtifacts used;

    KeptImages(UnitOfWork unitOfWork, UsedArtifacts used) {
        this.unitOfWork = unitOfWork;
        this.used = used;
    }

    /**
     * Does nothing where the tag is that of an attempt which needs the image. May be done twice.
     *
     * @return whether nothing is left to do; a stopped workload may hold the tag for now
     */
    public boolean letGo(RuntimeBackend backend, Server server, String tag) {
        var image = backend.kept(server, tag);
        if (image.isEmpty()) {
            return true;
        }
        var needing = unitOfWork.perform(() -> used.tagNeeding(server.id(), image.get(), tag));
        if (needing.filter(tag::equals).isPresent()) {
            return true;
        }
        needing.ifPresent(other -> backend.keep(server, image.get(), other));
        return backend.letGo(server, tag);
    }
}
