package com.appaloft.api.security;

import com.appaloft.api.problem.ProblemWriter;
import com.appaloft.domain.shared.Problem;
import com.appaloft.domain.shared.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who shows the token, and nobody a foreign web page sends; bodies are limited to {@link #MOST_BYTES}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Gate extends OncePerRequestFilter {
    static final int MOST_BYTES = 1_000_000;
    private static final Set<String> OPEN = Set.of("/api/health/live", "/api/health/ready", "/api/version");
    private static final String BEARER = "Bearer ";
    private static final String STREAM = "/stream";

    private final AdminToken token;
    private final ProblemWriter problems;

    Gate(AdminToken token, ProblemWriter problems) {
        this.token = token;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        if (foreign(request.getHeader("Origin"), request.getHeader("Host"))) {
            problems.write(
                    request, response, Problem.of(ProblemCode.FORBIDDEN, "Requests from other web sites are refused."));
        } else if (!OPEN.contains(request.getRequestURI()) && !allowed(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            problems.write(
                    request,
                    response,
                    Problem.of(ProblemCode.UNAUTHENTICATED, "Send the header Authorization: Bearer <token>."));
        } else if (!readsAnswers(request.getHeader("Accept"), request.getRequestURI())) {
            problems.notAcceptable(request, response);
        } else if (request.getContentLengthLong() > MOST_BYTES) {
            problems.tooLarge(request, response);
        } else if (!isJson(request.getContentType()) && hasBody(request)) {
            problems.unsupportedMediaType(request, response);
        } else {
            chain.doFilter(new LimitedRequest(request, MOST_BYTES), response);
        }
    }

    private boolean allowed(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.matches(authorization.substring(BEARER.length()).strip());
    }

    /** Asked before anything is done, so that nothing is accepted whose answer could not be given. */
    private static boolean readsAnswers(@Nullable String accept, String path) {
        try {
            return accept == null
                    || accept.isBlank()
                    || MediaType.parseMediaTypes(accept).stream()
                            .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON)
                                    || (path.endsWith(STREAM) && type.includes(MediaType.TEXT_EVENT_STREAM)));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    /** Of a body without a length only its first byte tells; a body that has one is refused, so that nobody misses the byte. */
    private static boolean hasBody(HttpServletRequest request) {
        if (request.getHeader("Transfer-Encoding") == null) {
            return request.getContentLengthLong() > 0;
        }
        try {
            return request.getInputStream().read() != -1;
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Asked of every route, also of one that reads no body: what a web form can send changes nothing here. */
    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static boolean foreign(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        try {
            return !URI.create(origin).getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException | NullPointerException unreadable) {
            return true;
        }
    }
}
