package com.appaloft.infrastructure.source.folder;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A pattern of a {@code .dockerignore}: in a name {@code *}, {@code ?}, {@code [a-z]} and {@code \\}, and {@code **} for any number of names. It
 * matches a path, and whatever lies below a path that it matches. However it is written, its time grows with the product of
 * the lengths and no faster: it may come from anybody.
 */
final class Glob {
    private static final Name ANY_DEPTH = new Name(List.of());

    /** One character: which it may be; absent for any number of any. */
    private record Part(Optional<IntPredicate> one) {
        static final Part STAR = new Part(Optional.empty());

        static Part of(IntPredicate one) {
            return new Part(Optional.of(one));
        }
    }

    /** What one name of a path must be like. */
    private record Name(List<Part> parts) {
        /** Of several stars only the last is ever taken back, which is enough. */
        boolean matches(String name) {
            int[] text = name.codePoints().toArray();
            int at = 0;
            int part = 0;
            int star = -1;
            int taken = 0;
            while (at < text.length) {
                if (part < parts.size() && parts.get(part).one().isEmpty()) {
                    star = part++;
                    taken = at;
                } else if (part < parts.size() && parts.get(part).one().get().test(text[at])) {
                    part++;
                    at++;
                } else if (star >= 0) {
                    part = star + 1;
                    at = ++taken;
                } else {
                    return false;
                }
            }
            while (part < parts.size() && parts.get(part).one().isEmpty()) {
                part++;
            }
            return part == parts.size();
        }
    }

    private final List<Name> names;

    private Glob(List<Name> names) {
        this.names = names;
    }

    /** Empty where it cannot be read. */
    static Optional<Glob> of(String pattern) {
        var names = new ArrayList<Name>();
        for (var name : pattern.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            var read = name.equals("**") ? Optional.of(ANY_DEPTH) : name(name);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            names.add(read.get());
        }
        if (!names.isEmpty() && names.getLast() == ANY_DEPTH) {
            names.add(new Name(List.of(Part.STAR)));
        }
        return Optional.of(new Glob(List.copyOf(names)));
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    boolean matches(String path) {
        var reached = new BitSet(names.size() + 1);
        reach(reached, 0);
        for (var name : path.split("/")) {
            var next = new BitSet(names.size() + 1);
            for (int i = reached.nextSetBit(0); i >= 0 && i < names.size(); i = reached.nextSetBit(i + 1)) {
                if (names.get(i) == ANY_DEPTH) {
                    reach(next, i);
                } else if (names.get(i).matches(name)) {
                    reach(next, i + 1);
                }
            }
            if (next.get(names.size())) {
                return true;
            }
            reached = next;
        }
        return false;
    }

    /** Any number of names includes none. */
    private void reach(BitSet reached, int first) {
        int i = first;
        reached.set(i);
        while (i < names.size() && names.get(i) == ANY_DEPTH) {
            reached.set(++i);
        }
    }

    private static Optional<Name> name(String text) {
        var parts = new ArrayList<Part>();
        int[] chars = text.codePoints().toArray();
        for (int i = 0; i < chars.length; i++) {
            switch (chars[i]) {
                case '*' -> {
                    if (parts.isEmpty() || parts.getLast() != Part.STAR) {
                        parts.add(Part.STAR);
                    }
                }
                case '?' -> parts.add(Part.of(c -> true));
                case '[' -> {
                    int end = GlobClass.end(chars, i);
                    var oneOf = end < 0 ? Optional.<IntPredicate>empty() : GlobClass.read(chars, i + 1, end);
                    if (oneOf.isEmpty()) {
                        return Optional.empty();
                    }
                    parts.add(Part.of(oneOf.get()));
                    i = end;
                }
                case '\\' -> {
                    if (++i == chars.length) {
                        return Optional.empty();
                    }
                    parts.add(literal(chars[i]));
                }
                default -> parts.add(literal(chars[i]));
            }
        }
        return Optional.of(new Name(List.copyOf(parts)));
    }

    private static Part literal(int wanted) {
        return Part.of(c -> c == wanted);
    }
}
