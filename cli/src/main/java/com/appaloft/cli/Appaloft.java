package com.appaloft.cli;

import com.appaloft.cli.artifact.Artifacts;
import com.appaloft.cli.demo.DemoStory;
import com.appaloft.cli.deployment.Deployments;
import com.appaloft.cli.event.Events;
import com.appaloft.cli.event.Webhooks;
import com.appaloft.cli.http.Connection;
import com.appaloft.cli.http.ServerRefusal;
import com.appaloft.cli.http.ServerUnreachable;
import com.appaloft.cli.preview.Previews;
import com.appaloft.cli.resource.Domains;
import com.appaloft.cli.resource.Resources;
import com.appaloft.cli.server.ControlPlane;
import com.appaloft.cli.server.Rehearsal;
import com.appaloft.cli.server.Servers;
import com.appaloft.cli.terminal.ExitCode;
import com.appaloft.cli.terminal.ProblemText;
import com.appaloft.cli.terminal.Screen;
import com.appaloft.cli.terminal.Session;
import com.appaloft.cli.terminal.Surroundings;
import com.appaloft.cli.workspace.Environments;
import com.appaloft.cli.workspace.Projects;
import com.appaloft.cli.workspace.Secrets;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;

/** The command; {@code serve} and {@code demo} are the launcher's, because they start processes. */
@Command(
        name = "appaloft",
        version = "appaloft 0.1.0",
        description = "Deploys, and tells the truth about what can be recovered and how.",
        synopsisSubcommandLabel = "<command>",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  serve        Run the control plane in the foreground.",
            "  demo         Deploy, break, understand and recover an example on real containers; --once cleans up.",
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 refused by readiness, 4 not found, 5 server unreachable."
        })
public final class Appaloft {
    private static final Map<String, Class<?>> COMMANDS = commands();

    private Appaloft() {}

    public static void main(String[] args) {
        System.exit(run(Surroundings.ofProcess(), args));
    }

    /** Does what was typed. @return the exit code */
    public static int run(Surroundings surroundings, String... args) {
        var session = new Session(surroundings);
        var factory = sharing(session);
        var command = new CommandLine(new Appaloft(), factory);
        typed(args).forEach((name, type) -> command.addSubcommand(name, new CommandLine(type, factory)));
        return command.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Appaloft::misused)
                .setExecutionExceptionHandler((failure, at, parsed) -> failed(session, failure))
                .execute(args);
    }

    /** The command that was typed, or all of them where none was: building each takes its time. */
    private static Map<String, Class<?>> typed(String[] args) {
        var type = args.length == 0 ? null : COMMANDS.get(args[0]);
        return type == null ? COMMANDS : Map.of(args[0], type);
    }

    private static Map<String, Class<?>> commands() {
        var commands = new LinkedHashMap<String, Class<?>>();
        commands.put("deployments", Deployments.class);
        commands.put("resources", Resources.class);
        commands.put("domains", Domains.class);
        commands.put("preview", Previews.class);
        commands.put("artifacts", Artifacts.class);
        commands.put("servers", Servers.class);
        commands.put("projects", Projects.class);
        commands.put("environments", Environments.class);
        commands.put("secrets", Secrets.class);
        commands.put("events", Events.class);
        commands.put("webhooks", Webhooks.class);
        commands.put("status", ControlPlane.Status.class);
        commands.put("version", ControlPlane.Version.class);
        commands.put("demo-story", DemoStory.class);
        commands.put("rehearse", Rehearsal.class);
        return commands;
    }

    private static IFactory sharing(Session session) {
        var others = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Session.class ? type.cast(session) : others.create(type);
            }
        };
    }

    private static int misused(ParameterException misuse, String[] args) {
        var command = misuse.getCommandLine();
        command.getErr()
                .println(Screen.clean(String.valueOf(misuse.getMessage()).replaceAll("\\R\\s*", " ")));
        command.getErr().println("See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return ExitCode.USAGE;
    }

    private static int failed(Session session, Throwable thrown) throws Exception {
        var failure = thrown instanceof InvocationTargetException wrapped ? wrapped.getTargetException() : thrown;
        return switch (failure) {
            case ServerRefusal refusal -> refused(session, refusal);
            case ServerUnreachable unreachable -> said(session, unreachable, ExitCode.UNREACHABLE);
            case Connection.Unusable unusable -> said(session, unusable, ExitCode.USAGE);
            case ParameterException misuse -> misused(misuse, new String[0]);
            default -> said(session, new IllegalStateException("The command broke: " + failure), ExitCode.FAILED);
        };
    }

    private static int refused(Session session, ServerRefusal refusal) {
        if (session.json() && !refusal.text().isBlank()) {
            session.surroundings().err().println(refusal.text());
        } else {
            ProblemText.lines(refusal).forEach(session.errors()::say);
        }
        return ExitCode.of(refusal);
    }

    private static int said(Session session, Throwable failure, int exitCode) {
        session.errors().say(Screen.clean(String.valueOf(failure.getMessage())));
        return exitCode;
    }
}
