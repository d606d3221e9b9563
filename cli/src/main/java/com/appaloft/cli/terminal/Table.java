package com.appaloft.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headings, each column as wide as its widest cell; a cell may be painted. */
public final class Table {
    private static final String PAINT = "\u001b\\[[0-9;]*m";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    public Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(cell -> cell.isEmpty() ? "–" : cell).toList());
        return this;
    }

    public boolean empty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        var widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (var column = 0; column < widths.length; column++) {
                var cell = row.get(column);
                line.append(cell).repeat(' ', widths[column] - width(cell) + 2);
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static int width(String cell) {
        var plain = cell.replaceAll(PAINT, "");
        return plain.codePointCount(0, plain.length());
    }
}
