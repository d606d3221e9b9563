package com.appaloft.cli.terminal;

import com.appaloft.cli.http.Answer;
import com.appaloft.cli.http.Api;
import com.appaloft.cli.http.Connection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command shares: the reader's surroundings, the server, and how the answer is wanted. */
public final class Session {
    private final Surroundings surroundings;
    private @Nullable Api api;

    @Option(names = "--json", description = "Print the server's JSON unchanged, times in UTC.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public Session(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public boolean json() {
        return json;
    }

    /** Asked lazily: a command that is used wrongly never looks for a server. */
    public Api api() {
        if (api == null) {
            api = new Api(Connection.from(surroundings.environment()));
        }
        return api;
    }

    /** Standard output, for what was asked for. */
    public Screen screen() {
        return new Screen(surroundings.out(), surroundings.zone(), surroundings.colours());
    }

    /** Where progress goes: out of the way of JSON. */
    public Screen progress() {
        return json ? errors() : screen();
    }

    /** Standard error. */
    public Screen errors() {
        return new Screen(surroundings.err(), surroundings.zone(), false);
    }

    /** Prints the answer: unchanged where JSON is wanted, else as the given story tells it. */
    public int tell(Answer answer, Consumer<Screen> story) {
        if (json) {
            document(answer.text());
        } else {
            story.accept(screen());
        }
        return ExitCode.DONE;
    }

    /** Prints JSON on standard output as it came. */
    public void document(String text) {
        surroundings.out().print(text);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            surroundings.out().println();
        }
        surroundings.out().flush();
    }

    /** The command was typed in a way that cannot be obeyed. */
    public ParameterException misuse(String sentence) {
        if (command == null) {
            throw new IllegalStateException("a session belongs to a command");
        }
        return new ParameterException(command.commandLine(), sentence);
    }
}
