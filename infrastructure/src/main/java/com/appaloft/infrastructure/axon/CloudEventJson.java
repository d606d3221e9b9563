package com.appaloft.infrastructure.axon;

import com.appaloft.application.port.EventFeed.Entry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Wraps events as they are stored in CloudEvents 1.0; the stored JSON is the data, untouched. */
final class CloudEventJson {
    private final ObjectMapper json = new ObjectMapper();
    private final String source;

    /** @param installation tells the events of this installation from those of others */
    CloudEventJson(String installation) {
        this.source = "urn:appaloft:" + installation;
    }

    Entry entry(ResultSet row, String place) throws SQLException {
        var payload = row.getString("payload");
        var subject = row.getString("aggregate_identifier");
        var name = row.getString("payload_type");
        var id = "evt_" + row.getString("event_identifier").replace("-", "");
        var time = time(payload, row.getString("recorded_at"));
        var envelope = envelope(id, name, time)
                .put("subject", subject)
                .put("dataversion", row.getString("payload_revision"))
                .put("sequence", Long.toString(row.getLong("sequence_number")))
                .putRawValue("data", new RawValue(payload));
        return new Entry(row.getLong(place), id, name, subject, Instant.parse(time), envelope.toString());
    }

    Entry gap(long after, long place, Instant at) {
        var id = "gap_" + Math.max(after, 0);
        var envelope = envelope(id, "gap", at.toString());
        envelope.putObject("data").put("after", "g" + Math.max(after, 0)).put("reason", "pruned");
        return new Entry(place, id, "gap", "", at, envelope.toString());
    }

    private ObjectNode envelope(String id, String type, String time) {
        return json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", type)
                .put("time", time)
                .put("datacontenttype", "application/json");
    }

    private String time(String payload, String otherwise) {
        try {
            return json.readTree(payload).path("at").asText(otherwise);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event is no JSON", e);
        }
    }
}
