package com.appaloft.infrastructure.runtime.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answer is a stream, as a value.
 *
 * @param path without the version, e.g. {@code /build}
 */
record EngineRequest(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable String content,
        @Nullable InputStream body) {

    static EngineRequest get(String path, Map<String, String> query) {
        return new EngineRequest("GET", path, query, Map.of(), null, null);
    }

    static EngineRequest post(String path, Map<String, String> query) {
        return new EngineRequest("POST", path, query, Map.of(), "", null);
    }

    static EngineRequest put(String path, Map<String, String> query) {
        return new EngineRequest("PUT", path, query, Map.of(), "", null);
    }

    EngineRequest with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new EngineRequest(method, path, query, more, content, body);
    }

    EngineRequest with(String json) {
        return new EngineRequest(method, path, query, headers, json, null).with("Content-Type", "application/json");
    }

    EngineRequest with(InputStream tar) {
        return new EngineRequest(method, path, query, headers, null, tar).with("Content-Type", "application/x-tar");
    }

    Request at(String version) {
        var request = Request.builder()
                .method(method)
                .path("/" + version + path + queryString())
                .putAllHeaders(headers);
        if (body != null) {
            request.body(body);
        } else if (content != null) {
            request.bodyBytes(content.getBytes(StandardCharsets.UTF_8));
        }
        return request.build();
    }

    private String queryString() {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
