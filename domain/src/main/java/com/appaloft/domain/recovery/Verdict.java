package com.appaloft.domain.recovery;

import com.appaloft.domain.shared.Reason;
import java.util.List;
import java.util.stream.Stream;

/** Whether something may be done, with every reason for and against; one blocking reason is enough to forbid it. */
public record Verdict(boolean allowed, List<Reason> reasons) {
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(Stream<Reason> reasons) {
        var all = reasons.toList();
        return new Verdict(all.stream().noneMatch(Reason::blocks), all);
    }

    /** The codes of what forbids it, in order. */
    public List<String> blockers() {
        return reasons.stream().filter(Reason::blocks).map(Reason::code).toList();
    }
}
