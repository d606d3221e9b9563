package com.appaloft.api.health;

import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the control plane lives, is ready, and which version it is; no token needed. */
@RestController
class HealthController {
    /** What this is. */
    record Version(String name, String version, String apiVersion) {}

    private final JdbcClient jdbc;

    HealthController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/api/health/live")
    Map<String, String> live() {
        return Map.of("status", "live");
    }

    /** Ready means that the database answers. */
    @GetMapping("/api/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok(Map.of("status", "ready"));
        } catch (DataAccessException e) {
            return ResponseEntity.status(503).body(Map.of("status", "database-unavailable"));
        }
    }

    @GetMapping("/api/version")
    Version version() {
        return new Version("appaloft", "0.1.0", "1");
    }

    @GetMapping("/api/organizations/current-context")
    Map<String, Object> context() {
        return Map.of();
    }
}
