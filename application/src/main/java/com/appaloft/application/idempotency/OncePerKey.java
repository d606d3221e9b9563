package com.appaloft.application.idempotency;

import com.appaloft.application.port.Receipts;
import com.appaloft.application.port.UnitOfWork;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accepts a request once per idempotency key: the answer is stored with what it did, and given again to the same request. */
@Component
public class OncePerKey {
    private final UnitOfWork unitOfWork;
    private final Receipts receipts;

    public OncePerKey(UnitOfWork unitOfWork, Receipts receipts) {
        this.unitOfWork = unitOfWork;
        this.receipts = receipts;
    }

    /**
     * @param before what takes long and changes nothing, e.g. asking a host; not done for a request already answered
     * @param work decides and records in one unit of work and returns the answer; a refusal is not remembered, so that the same
     *     request may be tried again once the reason is gone
     */
    public <P> String accept(@Nullable RequestKey key, Supplier<P> before, Function<P, String> work) {
        var answered = unitOfWork.perform(() -> answered(key));
        if (answered.isPresent()) {
            return answered.get();
        }
        P prepared = before.get();
        return unitOfWork.perform(() -> answered(key).orElseGet(() -> {
            var answer = work.apply(prepared);
            if (key != null) {
                receipts.store(key.key(), new Receipts.Receipt(key.request(), answer));
            }
            return answer;
        }));
    }

    private Optional<String> answered(@Nullable RequestKey key) {
        if (key == null) {
            return Optional.empty();
        }
        return receipts.find(key.key()).map(receipt -> {
            if (!receipt.request().equals(key.request())) {
                throw Problem.of(
                                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "This Idempotency-Key belongs to another request; send a new key.")
                        .asRefusal();
            }
            return receipt.answer();
        });
    }
}
