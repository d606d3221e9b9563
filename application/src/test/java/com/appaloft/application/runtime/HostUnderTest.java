package com.appaloft.application.runtime;

import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RegistryLogins;
import com.appaloft.application.port.RuntimeBackend;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import java.util.List;
import java.util.Map;

/** A host, and what the contract's tests can make happen on it behind the backend's back. */
public interface HostUnderTest {
    /** How an image behaves that the contract asks for. */
    enum Behaviour {
        /** Answers {@code /} with 200 and {@code /missing} with 404 on port 8080. */
        SERVING,
        /** Prints "about to fail" and exits with 3. */
        FAILING,
        /** Prints 300 lines, then one of 10,000 characters, then "the end", and stays. */
        TALKING,
        /** Has a HEALTHCHECK that says healthy. */
        WELL,
        /** Has a HEALTHCHECK that gives up. */
        UNWELL,
        /** Takes all the memory there is. */
        GREEDY,
        /** Ends well at once. */
        DONE,
        /** Accepts connections on port 8080 and never answers. */
        SILENT
    }

    /** What a build is given. */
    enum Archive {
        /** Prints "begun" and makes an image. */
        GOOD,
        /** Prints something and fails. */
        FAILING,
        /** Prints "begun" and never ends. */
        ENDLESS
    }

    /**
     * An image that a registry gives to who logs in and to nobody else. It serves as {@link Behaviour#SERVING} does.
     *
     * @param logins that open this registry
     */
    record PrivateImage(String reference, RegistryLogins logins) {}

    RuntimeBackend backend();

    Server server();

    /** Puts an image on the host that behaves so, another one each time. @return its id */
    String image(Behaviour behaviour);

    /** A tag that nothing has yet. */
    String newTag();

    DeploymentId newDeployment();

    void tag(String imageId, String tag);

    /** Removes the image with all its tags. */
    void removeImage(String imageId);

    RuntimeBackend.Image build(Archive archive, Map<String, String> labels, Operation operation);

    /** Another one each time, which the host does not have yet. */
    PrivateImage privateImage();

    /** Builds an image from this one. */
    RuntimeBackend.Image buildFrom(String base, RegistryLogins logins);

    /** Whether a step of an endless build still runs. */
    boolean anythingBuilds();

    Map<String, String> imageLabels(String imageId);

    List<String> imagesLabelled(Map<String, String> labels);

    /** A reference whose registry accepts the connection and says nothing; makes the next such pull wait. */
    String referenceNobodyAnswersFor();

    void awaitPullUnderWay();

    /** Waits until the next health question is on its way. */
    void awaitQuestionUnderWay();

    /** A port that something that is not ours listens on. */
    int occupiedPort();

    List<String> commandThatSucceeds();

    /** A trial of a new attempt of a new resource, to be varied. */
    default WorkloadSpecs workload(String imageId) {
        return WorkloadSpecs.trial(imageId, newDeployment());
    }
}
