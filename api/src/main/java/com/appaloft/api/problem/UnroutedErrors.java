package com.appaloft.api.problem;

import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what never reached a controller. */
@RestController
class UnroutedErrors implements ErrorController {
    private final ProblemWriter problems;

    UnroutedErrors(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemBody> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        return status < 500
                ? problems.answer(request, ProblemAnswers.forStatus(status), status)
                : problems.answer(
                        request, Problem.of(ProblemCode.INTERNAL_ERROR, "The control plane failed; its log says why."));
    }
}
