package com.appaloft.application.source;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.port.ComposeTexts;
import com.appaloft.domain.compose.ComposeFile;
import com.appaloft.domain.compose.ComposeVariables;
import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Finds a source's compose file and reads it, or says in one answer all that is wrong with it. */
@Component
public class ComposeReading {
    private static final int LONGEST = 4_000;

    private final ComposeTexts texts;

    public ComposeReading(ComposeTexts texts) {
        this.texts = texts;
    }

    /** A file that can be deployed. */
    public record Read(String file, ComposeFile.Reading.Accepted accepted) {}

    /**
     * Reads it.
     *
     * @param content of a path of the source, at most one byte more than {@link ComposeTexts#MOST_BYTES}
     * @throws BackendFailure {@code compose-invalid}
     */
    public Read read(Source.Compose source, Function<String, Optional<byte[]>> content, ComposeVariables variables) {
        var names = source.file() == null ? ComposeFile.NAMES : List.of(source.file());
        for (var name : names) {
            var text = content.apply(name);
            if (text.isPresent()) {
                return read(name, text.get(), source, variables);
            }
        }
        throw new BackendFailure(
                FailureCode.COMPOSE_INVALID,
                "The source " + source.locator() + " has no file " + String.join(" or ", names)
                        + "; its .dockerignore may leave it out.");
    }

    private Read read(String file, byte[] text, Source.Compose source, ComposeVariables variables) {
        var tree = texts.parse(text, file);
        return switch (ComposeFile.read(tree, variables, source.service())) {
            case ComposeFile.Reading.Accepted accepted -> new Read(file, accepted);
            case ComposeFile.Reading.Refused refused -> {
                var all = String.join("; ", refused.wrong());
                throw new BackendFailure(
                        FailureCode.COMPOSE_INVALID,
                        file + " cannot be deployed: "
                                + (all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…") + ".",
                        String.join("\n", refused.wrong()),
                        null);
            }
        };
    }
}
