package com.appaloft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Only a cursor that this very list gave is followed; anything else is refused by the name of the parameter. */
class StrictCursorsTest {
    private static final Door door = Door.open();
    private static final Map<String, String> OWN_IDS = new LinkedHashMap<>();

    static {
        OWN_IDS.put("/api/projects", door.project);
        OWN_IDS.put("/api/environments", door.environment);
        OWN_IDS.put("/api/servers", door.server);
        OWN_IDS.put("/api/resources", door.resource);
        OWN_IDS.put("/api/deployments", door.succeeded);
    }

    private static final List<String> SEQUENCES = List.of(
            "/api/deployments/" + door.succeeded + "/timeline",
            "/api/deployments/" + door.succeeded + "/timeline/stream",
            "/api/events/stream",
            "/api/deployments/" + door.succeeded + "/logs");

    @TestFactory
    Stream<DynamicTest> listsRefuseWhatIsNoCursorOfTheirs() {
        return OWN_IDS.entrySet().stream()
                .flatMap(list -> odd(list.getValue()).entrySet().stream()
                        .map(odd -> refused(list.getKey(), "cursor", odd.getKey(), odd.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> sequencesRefuseWhatIsNoPosition() {
        var odd = Map.of(
                "empty", "",
                "negative", "-2",
                "a fraction", "1.5",
                "larger than any", "9".repeat(30),
                "signed", "+1",
                "of another script", "\u0661",
                "huge", "1".repeat(4_000),
                "of a list", cursor("2026-01-01T00:00:00Z|" + door.succeeded),
                "garbage", "\u0000\u0007");
        return SEQUENCES.stream()
                .flatMap(path ->
                        odd.entrySet().stream().map(each -> refused(path, "after", each.getKey(), each.getValue())));
    }

    @Test
    void aCursorOfTheListIsFollowed() {
        OWN_IDS.forEach((path, id) -> assertThat(
                        door.send("GET", path + "?cursor=" + cursor("2026-01-01T00:00:00.123Z|" + id), null)
                                .status())
                .as(path)
                .isEqualTo(200));
    }

    private static Map<String, String> odd(String ownId) {
        var garbage = new byte[64];
        new Random(7).nextBytes(garbage);
        var at = "2026-01-01T00:00:00Z|";
        var odd = new LinkedHashMap<String, String>();
        odd.put("empty", "");
        odd.put("no Base64", "%%%");
        odd.put("cut off", cursor(at + ownId).substring(0, 5));
        odd.put("garbage", Base64.getUrlEncoder().withoutPadding().encodeToString(garbage));
        odd.put("no UTF-8", Base64.getUrlEncoder().encodeToString(new byte[] {(byte) 0xc3, '|', (byte) 0xff}));
        odd.put("without an id", cursor(at));
        odd.put("without a time", cursor("|" + ownId));
        odd.put("year 1,000,000", cursor("+1000000-01-01T00:00:00Z|" + ownId));
        odd.put("the last instant", cursor("+1000000000-12-31T23:59:59.999999999Z|" + ownId));
        odd.put("before Christ", cursor("-1000000000-01-01T00:00:00Z|" + ownId));
        odd.put("year 0", cursor("0000-01-01T00:00:00Z|" + ownId));
        odd.put("no such day", cursor("2026-02-30T00:00:00Z|" + ownId));
        odd.put("a NUL", cursor(at + ownId + "\u0000"));
        odd.put("SQL", cursor(at + "' or '1'='1"));
        odd.put("another id behind", cursor(at + ownId + "|" + ownId));
        odd.put("huge", cursor(at + ownId + "0".repeat(4_000)));
        OWN_IDS.values().stream()
                .filter(id -> !id.equals(ownId))
                .forEach(id -> odd.put("of the list of " + id.substring(0, 3), cursor(at + id)));
        return odd;
    }

    private static DynamicTest refused(String path, String parameter, String what, String value) {
        return DynamicTest.dynamicTest(path + " " + what, () -> {
            var query = "?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
            var answer = door.send("GET", path + query, null);
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.text("code")).isEqualTo("validation_error");
            assertThat(answer.text("detail")).contains(parameter);
        });
    }

    private static String cursor(String content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    }
}
