package com.appaloft.projections.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data source that can say by which plans PostgreSQL answered the queries made through it, with their real parameters. */
public final class PlanRecorder extends DelegatingDataSource {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String EXPLAIN = "explain (analyze, format json) ";

    private final List<Plan> plans = new ArrayList<>();
    private boolean recording;
    private int names;

    PlanRecorder(DataSource target) {
        super(target);
    }

    /** The plans of all queries that {@code work} makes. */
    public List<Plan> during(Supplier<?> work) {
        plans.clear();
        recording = true;
        try {
            work.get();
        } finally {
            recording = false;
        }
        return List.copyOf(plans);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return recording ? proxy(Connection.class, (method, args) -> prepared(connection, method, args)) : connection;
    }

    private Object prepared(Connection connection, Method method, Object[] args) throws Exception {
        var result = method.invoke(connection, args);
        return method.getName().equals("prepareStatement")
                ? statement((PreparedStatement) result, connection, (String) args[0])
                : result;
    }

    /** Explains the query twice: planned for these parameters, and planned once for all, as a server does after some repetitions. */
    private PreparedStatement statement(PreparedStatement statement, Connection connection, String sql)
            throws SQLException {
        var explain = connection.prepareStatement(EXPLAIN + sql);
        var values = new TreeMap<Integer, String>();
        return proxy(PreparedStatement.class, (method, args) -> {
            if (method.getName().startsWith("set") && args.length >= 2) {
                method.invoke(explain, args);
                values.put((Integer) args[0], literal(args[1]));
            }
            if (method.getName().equals("executeQuery")) {
                try (var rows = explain.executeQuery()) {
                    plans.add(plan(sql, false, rows));
                }
                explainGeneric(connection, sql, String.join(", ", values.values()));
            }
            return method.invoke(statement, args);
        });
    }

    private void explainGeneric(Connection connection, String sql, String values) throws SQLException {
        var name = "recorded_" + ++names;
        var parts = sql.split("\\?", -1);
        var numbered = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            numbered.append('$').append(i).append(parts[i]);
        }
        try (var statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare " + name + " as " + numbered);
            var arguments = values.isEmpty() ? "" : "(" + values + ")";
            try (var rows = statement.executeQuery(EXPLAIN + "execute " + name + arguments)) {
                plans.add(plan(sql, true, rows));
            }
        }
    }

    private static String literal(Object value) {
        var text = value instanceof Object[] many
                ? Arrays.stream(many).map(Object::toString).collect(Collectors.joining(",", "{", "}"))
                : value.toString();
        return "'" + text.replace("'", "''") + "'";
    }

    private static Plan plan(String sql, boolean generic, ResultSet rows) throws SQLException {
        rows.next();
        return new Plan(sql, generic, JSON.readTree(rows.getString(1)).get(0).get("Plan"));
    }

    private interface Call {
        Object on(Method method, Object[] args) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            try {
                return call.on(method, args == null ? new Object[0] : args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    /**
     * What PostgreSQL did to answer one query.
     *
     * @param generic whether it was planned without knowing the parameters
     */
    public record Plan(String sql, boolean generic, JsonNode root) {
        /** Rows read by all scans, those thrown away by a filter included. */
        public long rowsRead() {
            return scans().stream()
                    .mapToLong(n -> n.get("Actual Loops").asLong()
                            * (n.get("Actual Rows").asLong()
                                    + n.path("Rows Removed by Filter").asLong(0)
                                    + n.path("Rows Removed by Index Recheck").asLong(0)))
                    .sum();
        }

        /** The tables that were read from end to end. */
        public List<String> sequentialScans() {
            return scans().stream()
                    .filter(n -> n.get("Node Type").asString().equals("Seq Scan"))
                    .map(n -> n.get("Relation Name").asString())
                    .toList();
        }

        private List<JsonNode> scans() {
            var found = new ArrayList<JsonNode>();
            collect(root, found);
            return found;
        }

        private static void collect(JsonNode node, List<JsonNode> found) {
            if (node.get("Node Type").asString().endsWith("Scan") && node.has("Relation Name")) {
                found.add(node);
            }
            node.path("Plans").forEach(child -> collect(child, found));
        }
    }
}
