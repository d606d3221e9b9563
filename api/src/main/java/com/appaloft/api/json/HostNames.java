package com.appaloft.api.json;

import com.appaloft.domain.access.HostName;
import com.ibm.icu.text.IDNA;
import java.util.Optional;

/** Names as people type them: letters outside ASCII are encoded as browsers do it (UTS 46, not transitional). */
public final class HostNames {
    private static final IDNA ENCODING = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.USE_STD3_RULES);
    /** Longer than any name is encoded. */
    private static final int LONGEST = 1_000;

    private HostNames() {}

    /** Empty where it is no name that visitors can be led by. */
    public static Optional<HostName> of(String typed) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        var bare = typed.endsWith(".") ? typed.substring(0, typed.length() - 1) : typed;
        var found = new IDNA.Info();
        var encoded = ENCODING.nameToASCII(bare, new StringBuilder(), found).toString();
        return found.hasErrors() ? Optional.empty() : HostName.of(encoded);
    }
}
