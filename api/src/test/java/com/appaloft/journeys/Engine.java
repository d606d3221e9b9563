package com.appaloft.journeys;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The journeys' own eyes and hands on the real Docker engine; never goes through the control plane. */
final class Engine implements AutoCloseable {
    private final DockerClient docker;
    private final Queue<String> built = new ConcurrentLinkedQueue<>();

    Engine() {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        docker = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    /** Builds an image that serves {@code text} at /index.html on port 8080 and returns its id. */
    String buildSite(String tag, String text) {
        var folder = Apps.site(text);
        try {
            return build(tag, folder);
        } finally {
            Apps.delete(folder);
        }
    }

    String build(String tag, Path folder) {
        var id = docker.buildImageCmd(folder.toFile())
                .withTags(Set.of(tag))
                .start()
                .awaitImageId();
        built.add(id);
        return id;
    }

    String imageId(String reference) {
        return docker.inspectImageCmd(reference).exec().getId();
    }

    boolean hasImage(String reference) {
        try {
            docker.inspectImageCmd(reference).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    void tag(String image, String repository, String tag) {
        docker.tagImageCmd(image, repository, tag).withForce(true).exec();
    }

    /** Removes the image whatever tags it has, unless something runs from it. */
    void removeImage(String id) {
        try {
            docker.removeImageCmd(id).withForce(true).exec();
        } catch (NotFoundException alreadyGone) {
            // that is what was wanted
        }
    }

    List<Container> containersOf(String deployment) {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.appaloft.deployment", deployment))
                .exec();
    }

    List<Container> runningOf(String resource) {
        return docker.listContainersCmd()
                .withLabelFilter(Map.of("com.appaloft.resource", resource))
                .exec();
    }

    List<String> networksOf(String resource) {
        return docker.listNetworksCmd().exec().stream()
                .filter(n ->
                        n.getLabels() != null && resource.equals(n.getLabels().get("com.appaloft.resource")))
                .map(n -> n.getName())
                .toList();
    }

    void removeAllOf(String installation) {
        var mine = Map.of("com.appaloft.installation", installation);
        docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(mine)
                .exec()
                .forEach(c ->
                        docker.removeContainerCmd(c.getId()).withForce(true).exec());
        docker.listImagesCmd().withLabelFilter(mine).exec().forEach(i -> removeImage(i.getId()));
        docker.listNetworksCmd().exec().stream()
                .filter(n -> n.getLabels() != null
                        && installation.equals(n.getLabels().get("com.appaloft.installation")))
                .forEach(n -> docker.removeNetworkCmd(n.getId()).exec());
        var volumes = docker.listVolumesCmd()
                .withFilter("label", List.of("com.appaloft.installation=" + installation))
                .exec()
                .getVolumes();
        if (volumes != null) {
            volumes.forEach(v -> docker.removeVolumeCmd(v.getName()).exec());
        }
    }

    /** Whoever uses what was built here has gone before. */
    @Override
    public void close() {
        built.forEach(this::removeImage);
        try {
            docker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static {
        if (!Files.exists(Path.of("/bin/busybox"))) {
            throw new AssertionError("the journeys need /bin/busybox: install the package busybox-static");
        }
    }
}
