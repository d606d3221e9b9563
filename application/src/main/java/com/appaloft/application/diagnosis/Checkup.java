package com.appaloft.application.diagnosis;

import com.appaloft.application.port.BackendFailure;
import com.appaloft.application.timing.Bounded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks questions side by side, each within a time limit, so that one that hangs never hangs the answer. */
final class Checkup {
    private static final Logger log = LoggerFactory.getLogger(Checkup.class);

    /**
     * @param name of the check if it has to be told of before it has said anything
     * @param limit after which it counts as not answering
     */
    record Question(String name, Duration limit, Supplier<List<Finding>> ask) {}

    private Checkup() {}

    /** The findings in the order of the questions. */
    static List<Finding> of(List<Question> questions) {
        var answers = questions.stream()
                .map(q -> CompletableFuture.supplyAsync(
                        () -> answer(q), task -> Thread.ofVirtual().start(task)))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .toList();
    }

    private static List<Finding> answer(Question question) {
        try {
            return Bounded.within(question.limit(), question.ask())
                    .orElseGet(() -> List.of(Finding.unknown(
                            question.name(),
                            "There was no answer within " + question.limit().toSeconds() + " seconds.")));
        } catch (BackendFailure failure) {
            return List.of(Finding.failed(question.name(), failure));
        } catch (RuntimeException e) {
            log.warn("The check {} failed.", question.name(), e);
            return List.of(
                    Finding.unknown(question.name(), "The check itself failed; the control plane's log says why."));
        }
    }
}
