package com.appaloft.infrastructure.proxy.caddy;

import com.appaloft.application.port.EdgeProxy.Answer;
import com.appaloft.application.port.EdgeProxy.Secured;
import com.appaloft.application.port.EdgeProxy.Trust;
import com.appaloft.infrastructure.runtime.docker.SocketHttp;
import com.appaloft.infrastructure.ssh.LinkLost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Comes over TLS as a browser that was never there before: believes the authorities this machine believes, and those of the
 * installation, and is shown the certificate of now.
 */
final class SecureVisit {
    private static final int HTTPS = 443;

    private final TrustManager[] trusted;

    private SecureVisit(TrustManager[] trusted) {
        this.trusted = trusted;
    }

    /** @param roots certificates in PEM that are believed as well; empty for none */
    static SecureVisit trusting(String roots) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var root : believed(roots)) {
                store.setCertificateEntry("root-" + number++, root);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return new SecureVisit(trust.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificates of the authority cannot be read", e);
        }
    }

    private static List<X509Certificate> believed(String roots) throws GeneralSecurityException {
        var standard = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        standard.init((KeyStore) null);
        var all = new ArrayList<X509Certificate>();
        Arrays.stream(standard.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .forEach(manager -> all.addAll(List.of(manager.getAcceptedIssuers())));
        var given = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(roots.getBytes(StandardCharsets.UTF_8)));
        given.forEach(certificate -> all.add((X509Certificate) certificate));
        return all;
    }

    /** Connects to where somebody should speak TLS. */
    @FunctionalInterface
    interface Door {
        Socket open() throws IOException;
    }

    /** @throws IOException where it ended before a certificate could be judged, {@link LinkLost} among others */
    Secured of(Door door, String host, ClassicHttpRequest request, Function<HttpResponse, Answer> read)
            throws IOException {
        SSLSocket socket;
        try {
            socket = Waiting.atMost(CaddyVisits.LONGEST, () -> shaken(door.open(), host));
        } catch (SSLException e) {
            if (judged(e)) {
                return Secured.untrusted("Its certificate is not one that browsers believe: " + e.getMessage() + ".");
            }
            throw cause(e, LinkLost.class).<IOException>map(lost -> lost).orElse(e);
        }
        try (socket) {
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            var expires = shown.getNotAfter().toInstant();
            var words = "A certificate of " + shown.getIssuerX500Principal().getName() + " until " + expires + ".";
            return new Secured(Trust.TRUSTED, expires, words, asked(socket, request, read));
        }
    }

    private SSLSocket shaken(Socket plain, String host) throws IOException {
        SSLSocket socket = null;
        try {
            socket = (SSLSocket) unacquainted().getSocketFactory().createSocket(plain, host, HTTPS, true);
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** Who resumes a session (RFC 8446, section 2.2) is shown no certificate, and would be told the one of back then. */
    private SSLContext unacquainted() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java speaks no TLS", e);
        }
    }

    /** The certificate was shown and is not believed, or the other side said that it has none; anything else is an accident on the way. */
    private static boolean judged(SSLException e) {
        return cause(e, CertificateException.class).isPresent()
                || String.valueOf(e.getMessage()).contains("Received fatal alert");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> kind) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** What becomes of the question changes nothing about the certificate, which was seen. */
    private static Answer asked(SSLSocket socket, ClassicHttpRequest request, Function<HttpResponse, Answer> read)
            throws LinkLost {
        try {
            return Waiting.atMost(CaddyVisits.LONGEST, () -> {
                try (var exchange = SocketHttp.send(socket, request)) {
                    return read.apply(exchange.response());
                }
            });
        } catch (IOException e) {
            var lost = cause(e, LinkLost.class);
            if (lost.isPresent()) {
                throw lost.get();
            }
            return Answer.NONE;
        }
    }
}
