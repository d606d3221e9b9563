package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.Operation;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.infrastructure.ssh.LinkLost;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The only place that turns what an engine says went wrong into our stable codes. */
final class EngineErrors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DISK_FULL = List.of("no space left on device", "disk quota exceeded");
    private static final List<String> PORT_IN_USE = List.of(
            "port is already allocated",
            "address already in use",
            "ports are not available",
            "only one usage of each socket address",
            "an attempt was made to access a socket in a way forbidden");
    /** Asked before the others: whatever an address or a proxy's page contains, nobody answered for the image. */
    private static final List<String> NO_REGISTRY = List.of(
            "dial tcp",
            "connection refused",
            "connection reset",
            "broken pipe",
            "no such host",
            "server misbehaving",
            "no route to host",
            "network is unreachable",
            "timeout",
            "deadline exceeded",
            "request canceled while waiting",
            "tls: ",
            "x509: ",
            "server gave http response to https client",
            "malformed http response",
            "unexpected eof",
            "\": eof",
            "too many requests",
            "toomanyrequests");
    /** A registry or a proxy before it that answers, but only that it cannot: 5xx and 429. */
    private static final Pattern REGISTRY_UNWELL =
            Pattern.compile("(?:http )?(?:status(?: code)?|parsing http)[^0-9]{0,40}(?:5[0-9]{2}|429)\\b|"
                    + "\\b(?:internal server error|bad gateway|service unavailable|gateway time-?out)\\b");

    private static final List<String> NO_CREDENTIALS = List.of(
            "unauthorized",
            "authentication required",
            "no basic auth",
            "incorrect username",
            "pull access denied",
            "requested access to the resource is denied",
            "403 forbidden");
    private static final List<String> NO_IMAGE = List.of(
            "manifest unknown",
            "not found",
            "no such image",
            "name unknown",
            "invalid reference",
            "no matching manifest");
    private static final List<String> NO_DOCKERFILE =
            List.of("failed to read dockerfile", "cannot locate specified dockerfile", "cannot locate dockerfile");

    /** What BuildKit says when it would have to ask a registry that wants to know who asks. */
    private static final List<String> NOT_PULLED_BEFORE = List.of("no active sessions");

    /**
     * Two networks of one name, a container that has the name already, a network that was one of two and has been removed, a container that
     * is on the network already.
     */
    private static final Pattern LATE = Pattern.compile(
            "is ambiguous \\(|is already in use by container|network \\S+ not found|already exists in network");

    private EngineErrors() {}

    /** Runs the call; whatever goes wrong comes out as {@link BackendFailure} with this code unless the engine's words say better. */
    static <T> T translated(FailureCode otherwise, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failure(otherwise, e);
        }
    }

    /** What to throw for it: a cancel stays a cancel, a failure stays the same failure. */
    static RuntimeException failure(FailureCode otherwise, Throwable thrown) {
        return switch (thrown) {
            case Operation.Canceled canceled -> canceled;
            case BackendFailure failure -> failure;
            case DockerException refused -> refused(otherwise, sentence(refused), refused);
            default ->
                causedBy(thrown, LinkLost.class)
                        ? new BackendFailure(
                                FailureCode.SERVER_UNREACHABLE,
                                "The connection to the server broke.",
                                lastSentence(thrown),
                                thrown)
                        : causedByConnection(thrown)
                                ? new BackendFailure(
                                        FailureCode.ENGINE_UNAVAILABLE,
                                        "The Docker engine cannot be reached.",
                                        lastSentence(thrown),
                                        thrown)
                                : new BackendFailure(
                                        FailureCode.UNEXPECTED,
                                        "Talking to the Docker engine failed.",
                                        thrown.toString(),
                                        thrown);
        };
    }

    /** For an error the engine reports in its own words, be it as a status or inside a stream that began well. */
    static BackendFailure refused(FailureCode otherwise, String words, @Nullable Throwable cause) {
        if (says(words, DISK_FULL)) {
            return new BackendFailure(FailureCode.DISK_FULL, "The disk of the server is full.", words, cause);
        }
        if (otherwise == FailureCode.START_FAILED && says(words, PORT_IN_USE)) {
            return new BackendFailure(
                    FailureCode.PORT_IN_USE, "The port is already in use on the server.", words, cause);
        }
        if (otherwise == FailureCode.BUILD_FAILED && says(words, NO_DOCKERFILE)) {
            return new BackendFailure(
                    FailureCode.DOCKERFILE_MISSING, "The source has no Dockerfile of that name.", words, cause);
        }
        if (otherwise == FailureCode.BUILD_FAILED && says(words, NOT_PULLED_BEFORE)) {
            return new BackendFailure(
                    otherwise,
                    "The build takes an image that could not be foreseen and pulled: write its name out in the Dockerfile,"
                            + " for the server's own platform.",
                    words,
                    cause);
        }
        return new BackendFailure(otherwise, capital(words), words, cause);
    }

    /** For a pull that was refused. */
    static BackendFailure pullRefused(String reference, String words) {
        if (says(words, DISK_FULL)) {
            return refused(FailureCode.DISK_FULL, words, null);
        }
        if (says(words, NO_REGISTRY) || REGISTRY_UNWELL.matcher(lower(words)).find()) {
            return new BackendFailure(
                    FailureCode.REGISTRY_UNREACHABLE,
                    "The registry of " + reference + " could not be reached or could not answer; try again later.",
                    words,
                    null);
        }
        if (says(words, NO_CREDENTIALS)) {
            return new BackendFailure(
                    FailureCode.SOURCE_AUTH_FAILED,
                    "The registry does not give " + reference + " to us: it does not exist there or needs credentials.",
                    words,
                    null);
        }
        if (says(words, NO_IMAGE)) {
            return new BackendFailure(
                    FailureCode.IMAGE_NOT_FOUND, "There is no image " + reference + " in its registry.", words, null);
        }
        return new BackendFailure(
                FailureCode.UNEXPECTED, "The image " + reference + " could not be pulled.", words, null);
    }

    /** Whether a failed pull leaves open that what the server has is all there is: no registry answered, or none has the name. */
    static boolean saysNothingNewer(BackendFailure failure) {
        return switch (failure.code()) {
            case REGISTRY_UNREACHABLE, IMAGE_NOT_FOUND, SOURCE_AUTH_FAILED -> true;
            default -> false;
        };
    }

    /** Whether the engine says this because something asked for earlier, and given up as the way broke, has been carried out meanwhile. */
    static boolean carriedOutLate(DockerException refused) {
        return LATE.matcher(lower(sentence(refused))).find();
    }

    /** The engine's own sentence, out of the JSON it comes in. */
    static String sentence(DockerException refused) {
        String text = String.valueOf(refused.getMessage());
        int json = text.indexOf('{');
        if (json >= 0) {
            try {
                text = JSON.readTree(text.substring(json)).path("message").asText(text);
            } catch (JsonProcessingException e) {
                return text;
            }
        }
        return text;
    }

    private static boolean says(String words, List<String> signs) {
        String lower = lower(words);
        return signs.stream().anyMatch(lower::contains);
    }

    private static String lower(String words) {
        return words.toLowerCase(Locale.ROOT);
    }

    private static boolean causedByConnection(Throwable thrown) {
        return causedBy(thrown, IOException.class) || causedBy(thrown, InterruptedException.class);
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> what) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (what.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String lastSentence(Throwable thrown) {
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage() == null ? last : last.getMessage());
    }

    private static String capital(String words) {
        String one = words.strip().lines().findFirst().orElse("The engine refused without a reason");
        return Character.toUpperCase(one.charAt(0)) + one.substring(1) + (one.endsWith(".") ? "" : ".");
    }
}
