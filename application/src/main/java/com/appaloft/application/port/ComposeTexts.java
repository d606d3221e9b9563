package com.appaloft.application.port;

import com.appaloft.domain.compose.ComposeTree;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the text of a compose file apart, as the hostile input it may be. */
public interface ComposeTexts {
    /** More than this is no compose file. */
    int MOST_BYTES = 128 * 1024;

    /**
     * What was written, or null where nothing was.
     *
     * @param file its path, for messages
     * @throws BackendFailure {@code compose-invalid} with the line, for what is no plain YAML: too large, too deep, an anchor, a tag, a
     *     key twice
     */
    @Nullable
    ComposeTree parse(byte[] text, String file);

    /**
     * A regular file of a folder as it is now, at most one byte more than {@link #MOST_BYTES}; follows no link.
     *
     * @param path relative, inside the folder
     * @throws BackendFailure {@code source-not-found} where there is no such folder or the file may not be read
     */
    Optional<byte[]> inFolder(String folder, String path);
}
