package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.deployment.FailureCode;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a container printed last, bounded in number and length. */
final class ContainerLines {
    private static final Logger log = LoggerFactory.getLogger(ContainerLines.class);
    private static final int MOST = 200;

    private final Engine engine;

    ContainerLines(Engine engine) {
        this.engine = engine;
    }

    /** Oldest first; empty where the container is not there. */
    List<String> last(String container, int lines) {
        int wanted = Math.clamp(lines, 0, MOST);
        if (wanted == 0) {
            return List.of();
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("stdout", "1");
        query.put("stderr", "1");
        query.put("tail", Integer.toString(wanted));
        var last = new ArrayDeque<String>();
        var splitter = new LineSplitter((stream, line) -> {
            if (last.size() == wanted) {
                last.removeFirst();
            }
            last.addLast(line);
        });
        EngineErrors.translated(FailureCode.UNEXPECTED, () -> {
            try (EngineStream logs = engine.ask(EngineRequest.get("/containers/" + container + "/logs", query))) {
                logs.eachFrame(splitter::bytes);
            } catch (NotFoundException e) {
                log.debug("{} is gone already", container);
            }
            return container;
        });
        splitter.end();
        return List.copyOf(last);
    }
}
