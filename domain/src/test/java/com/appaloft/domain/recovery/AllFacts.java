package com.appaloft.domain.recovery;

import com.appaloft.domain.deployment.FailureCode;
import com.appaloft.domain.deployment.Status;
import com.appaloft.domain.recovery.AttemptFacts.SnapshotState;
import com.appaloft.domain.runtime.Observation;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.testing.Given;
import com.appaloft.domain.testing.GivenAttempt;
import com.appaloft.domain.testing.GivenFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every combination of the values that facts can have. */
final class AllFacts {
    private static final boolean[] BOTH = {true, false};
    private static final @Nullable FailureCode[] FAILURES = {
        null, FailureCode.CONTAINER_EXITED, FailureCode.DOCKERFILE_MISSING
    };
    private static final ResourceFacts.@Nullable Active[] ACTIVE = {
        null,
        new ResourceFacts.Active(GivenFacts.ACTIVE, Status.RUNNING, Given.at(0)),
        new ResourceFacts.Active(GivenFacts.ACTIVE, Status.CANCEL_REQUESTED, Given.at(50))
    };

    private static final ResourceFacts.@Nullable OfPreview[] PREVIEWS = {null, GivenFacts.cleanedUp()};

    private AllFacts() {}

    static List<AttemptFacts> attempts() {
        var all = new ArrayList<AttemptFacts>();
        for (var status : Status.values()) {
            for (var failure : FAILURES) {
                for (var snapshot : SnapshotState.values()) {
                    for (var complete : BOTH) {
                        for (var made : BOTH) {
                            for (var observed : Observation.values()) {
                                for (var rebuildable : BOTH) {
                                    var artifact = made ? Given.artifact("v2") : null;
                                    for (var released : BOTH) {
                                        all.add(new AttemptFacts(
                                                GivenAttempt.ID,
                                                status,
                                                failure,
                                                snapshot,
                                                complete,
                                                artifact,
                                                observed,
                                                rebuildable,
                                                released));
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    static List<ResourceFacts> resources() {
        var all = new ArrayList<ResourceFacts>();
        for (int flags = 0; flags < 32; flags++) {
            for (var preview : PREVIEWS) {
                for (var active : ACTIVE) {
                    for (var serving : new @Nullable DeploymentId[] {null, GivenFacts.GOOD}) {
                        all.add(new ResourceFacts(
                                Given.RESOURCE,
                                Given.ENVIRONMENT,
                                Given.SERVER,
                                (flags & 1) == 0,
                                (flags & 2) != 0,
                                (flags & 4) == 0,
                                (flags & 8) == 0,
                                (flags & 16) != 0,
                                preview,
                                active,
                                serving));
                    }
                }
            }
        }
        return all;
    }

    static List<CandidateFacts> candidates(DeploymentId id) {
        var all = new ArrayList<CandidateFacts>();
        for (var status : Status.values()) {
            for (var snapshot : BOTH) {
                for (var complete : BOTH) {
                    for (var sameTarget : BOTH) {
                        for (var made : BOTH) {
                            for (var observed : Observation.values()) {
                                for (int flags = 0; flags < 32; flags++) {
                                    all.add(new CandidateFacts(
                                            id,
                                            status,
                                            Given.at(20),
                                            snapshot,
                                            complete,
                                            sameTarget,
                                            made ? Given.artifact("v1") : null,
                                            observed,
                                            (flags & 1) != 0,
                                            (flags & 2) != 0,
                                            (flags & 4) != 0,
                                            (flags & 8) != 0,
                                            (flags & 16) != 0));
                                }
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    /** One of each kind, where two are of a kind if they are judged alike. */
    static <T> Collection<T> oneOfEach(Collection<T> all, Function<T, Object> judged) {
        var kinds = new LinkedHashMap<Object, T>();
        all.forEach(one -> kinds.putIfAbsent(judged.apply(one), one));
        return kinds.values();
    }
}
