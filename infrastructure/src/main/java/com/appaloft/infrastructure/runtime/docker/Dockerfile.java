package com.appaloft.infrastructure.runtime.docker;

import com.appaloft.domain.shared.ImageName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the images that a build takes from registries; only as much of the language is understood as that needs. */
final class Dockerfile {
    /** Longer than any name of an image; what grows beyond it by filling in was written to grow. */
    private static final int LONGEST = 512;

    private static final Pattern COPIED = Pattern.compile("(?:^|\\s)--from=(\\S+)");
    private static final Pattern MOUNTED = Pattern.compile("(?:^|\\s)--mount=(?:\\S*,)?from=([^,\\s]+)");
    private static final Pattern ARG = Pattern.compile("(\\w+)(?:=(\"[^\"]*\"|'[^']*'|\\S*))?");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)(?::-([^}]*))?})");

    /** @param before numbers of the stages that it takes from */
    private record Stage(Set<String> images, Set<Integer> before) {}

    private final List<Stage> stages = new ArrayList<>();
    /** The number of the stage that has a name last, by the name in lower case. */
    private final Map<String, Integer> named = new HashMap<>();

    private final Map<String, String> arguments = new HashMap<>();
    private final Map<String, String> given;

    private Dockerfile(Map<String, String> given) {
        this.given = given;
    }

    /**
     * The references of the images that are needed; one whose name only the builder knows is left out.
     *
     * @param args build arguments, which the names of images may use
     * @param target the stage that is built; absent means the last
     */
    static Set<String> images(String text, Map<String, String> args, @Nullable String target) {
        var file = new Dockerfile(args);
        DockerfileLines.of(text).forEach(file::instruction);
        int wanted = target == null ? file.stages.size() - 1 : file.stage(target);
        var images = new LinkedHashSet<String>();
        var needed = new BitSet();
        needed.set(Math.max(wanted, 0), wanted + 1);
        for (int at = wanted; at >= 0; at = needed.previousSetBit(at - 1)) {
            images.addAll(file.stages.get(at).images());
            file.stages.get(at).before().forEach(needed::set);
        }
        images.removeIf(image -> image.equals("scratch") || !ImageName.isOne(image));
        return images;
    }

    private void instruction(String line) {
        var words = line.split("\\s+", 2);
        var rest = words.length < 2 ? "" : words[1].strip();
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "ARG" -> declare(rest);
            case "FROM" -> begin(rest);
            case "COPY" -> take(COPIED, rest);
            case "RUN" -> take(MOUNTED, rest);
            default -> {}
        }
    }

    /** Only what is declared before the first stage stands in the names of images. */
    private void declare(String rest) {
        var each = ARG.matcher(stages.isEmpty() ? rest : "");
        while (each.find()) {
            var value = given.getOrDefault(each.group(1), each.group(2));
            if (value != null && value.length() <= LONGEST) {
                arguments.put(each.group(1), filled(value.replaceAll("^([\"'])(.*)\\1$", "$2")));
            }
        }
    }

    private void begin(String rest) {
        var words = Arrays.stream(rest.split("\\s+"))
                .dropWhile(word -> word.startsWith("--"))
                .toList();
        var begun = new Stage(new LinkedHashSet<>(), new HashSet<>());
        if (!words.isEmpty()) {
            add(begun, filled(words.getFirst()));
        }
        if (words.size() == 3 && words.get(1).equalsIgnoreCase("as")) {
            named.put(words.get(2).toLowerCase(Locale.ROOT), stages.size());
        }
        stages.add(begun);
    }

    private void take(Pattern pattern, String rest) {
        var each = pattern.matcher(rest);
        while (!stages.isEmpty() && each.find()) {
            add(stages.getLast(), filled(each.group(1)));
        }
    }

    /** A name is that of an earlier stage, or else of an image. */
    private void add(Stage stage, String reference) {
        int other = stage(reference);
        if (other < 0) {
            stage.images().add(reference);
        } else {
            stage.before().add(other);
        }
    }

    /** Its number, or -1 where there is none of this name or number. */
    private int stage(String reference) {
        boolean number = reference.matches("[0-9]{1,4}") && Integer.parseInt(reference) < stages.size();
        return named.getOrDefault(reference.toLowerCase(Locale.ROOT), number ? Integer.parseInt(reference) : -1);
    }

    private String filled(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        var filled = VARIABLE.matcher(text).replaceAll(found -> {
            var value = arguments.getOrDefault(found.group(1) == null ? found.group(2) : found.group(1), "");
            var otherwise = found.group(3) == null ? found.group() : found.group(3);
            return Matcher.quoteReplacement(value.isEmpty() ? otherwise : value);
        });
        return filled.length() > LONGEST ? text : filled;
    }
}
