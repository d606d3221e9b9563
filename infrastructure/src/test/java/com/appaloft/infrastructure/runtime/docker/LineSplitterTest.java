package com.appaloft.infrastructure.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.appaloft.application.execution.SecretMask;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter((output, line) -> lines.add(line));

    @Test
    void linesOfInterleavedOutputsStayApartHoweverTheyAreChunked() {
        splitter.text("stdout", "one\r\ntw");
        splitter.text("stderr", "other\n\n");
        splitter.text("stdout", "o\nthree");
        splitter.end();
        assertThat(lines).containsExactly("one", "other", "", "two", "three");
    }

    @Test
    void aLineOfAGigabyteTakesNoMemory() {
        var chunk = new byte[1 << 16];
        Arrays.fill(chunk, (byte) 'x');
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1 << 14; i++) {
            splitter.bytes("stdout", chunk, chunk.length);
        }
        splitter.text("stdout", "\nnext\n");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).hasSize(LineSplitter.LONGEST);
        assertThat(lines.getLast()).isEqualTo("next");
    }

    /** Secrets are of small letters and é, everything else is not, so that any run of them is a leak. */
    @Property(tries = 300)
    void aSecretInALineTooLongToKeepIsHiddenWhereverTheLineIsChunkedAndCut(
            @ForAll("secrets") List<String> secrets,
            @ForAll @IntRange(min = LineSplitter.LONGEST - 120, max = LineSplitter.LONGEST + 20) int filler,
            @ForAll @IntRange(min = 1, max = 3000) int largestChunk,
            @ForAll long seed) {
        lines.clear();
        var printed = ("X".repeat(filler) + String.join("/", secrets) + "X".repeat(500) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        var random = new Random(seed);
        for (int at = 0; at < printed.length; ) {
            int length = Math.min(printed.length - at, 1 + random.nextInt(largestChunk));
            splitter.bytes("stdout", Arrays.copyOfRange(printed, at, at + length), length);
            at += length;
        }
        var shown = new SecretMask(secrets).mask(lines.getFirst());
        assertThat(shown).doesNotContainPattern("[a-zé]{6}");
    }

    @Provide
    Arbitrary<List<String>> secrets() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars('é')
                .ofMinLength(4)
                .ofMaxLength(200)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }
}
