package com.appaloft.journeys;

import com.appaloft.infrastructure.testing.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Small applications as folders with a Dockerfile, from scratch and a static busybox; no registry is needed. */
final class Apps {
    private Apps() {}

    /** Serves {@code text} at /index.html on port 8080. */
    static Path site(String text) {
        return write(folder(), text, serve());
    }

    /** A process that prints and exits at once. */
    static Path broken(String last) {
        return write(folder(), last, "CMD [\"/bin/busybox\", \"sh\", \"-c\", \"echo " + last + "; exit 3\"]\n");
    }

    /** A site whose build takes this long. */
    static Path slowToBuild(String text, int seconds) {
        return write(folder(), text, "RUN [\"/bin/busybox\", \"sleep\", \"" + seconds + "\"]\n" + serve());
    }

    /** A site that answers only after this long. */
    static Path slowToServe(String text, int seconds) {
        return write(
                folder(),
                text,
                "CMD [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox sleep " + seconds
                        + "; exec /bin/busybox httpd -f -p 8080 -h /www\"]\n");
    }

    /** A site that takes this long to answer {@code /cgi-bin/slow}, too. */
    static Path siteWithSlowPart(String text, int seconds) {
        return asking(site(text), "slow", """
                /bin/busybox sleep %d
                /bin/busybox printf 'Content-Type: text/plain\\r\\n\\r\\n%s'
                """.formatted(seconds, text));
    }

    /** A site that answers nobody any more once it was asked for {@code /cgi-bin/end}, and goes on running. */
    static Path servingUntilAsked(String text) {
        var folder = write(
                folder(),
                text,
                "CMD [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox httpd -f -p 8080 -h /www & echo $! > /serving; "
                        + "wait; exec /bin/busybox sleep 600\"]\n");
        return asking(folder, "end", """
                read -r serving < /serving
                kill "$serving"
                /bin/busybox printf 'Content-Type: text/plain\\r\\n\\r\\nended'
                """);
    }

    private static Path asking(Path folder, String name, String script) {
        try {
            var asked = Files.createDirectory(folder.resolve("www/cgi-bin")).resolve(name);
            Files.writeString(asked, "#!/bin/busybox sh\n" + script);
            Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Answers {@code /slow} with the text over and over, once a second, for so long; and everything else at once. */
    static Path slowToAnswer(String text, int seconds) {
        return answering(text, """
                /bin/busybox printf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n'
                if [ "$path" = /slow ]; then
                  for i in $(/bin/busybox seq %d); do echo '%s'; /bin/busybox sleep 1; done
                fi
                echo '%s'
                """.formatted(seconds, text, text));
    }

    /** Says the text once a connection is upgraded, and repeats what it is told then, line by line; answers everything else at once. */
    static Path talking(String text) {
        return answering(text, """
                upgrade=
                while read -r header; do
                  header=${header%%"$(/bin/busybox printf '\\r')"}
                  [ -n "$header" ] || break
                  case "$header" in [Uu]pgrade:*) upgrade=yes ;; esac
                done
                if [ -n "$upgrade" ]; then
                  /bin/busybox printf 'HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n'
                  echo '%s'
                  while read -r line; do echo "%s heard $line"; done
                else
                  /bin/busybox printf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n'
                  echo '%s'
                fi
                """.formatted(text, text, text));
    }

    /** Tells the text over and over at {@code /events}, as an event each; answers everything else at once. */
    static Path telling(String text) {
        return answering(text, """
                if [ "$path" = /events ]; then
                  /bin/busybox printf 'HTTP/1.1 200 OK\\r\\nContent-Type: text/event-stream\\r\\nConnection: close\\r\\n\\r\\n'
                  while echo 'data: %s'; do echo; /bin/busybox sleep 1; done
                else
                  /bin/busybox printf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n'
                  echo '%s'
                fi
                """.formatted(text, text));
    }

    /** Repeats what it is sent, and listens only after so long. */
    static Path hearing(String text, int seconds) {
        return answering(text, seconds, """
                length=0
                while read -r name value; do
                  value=${value%%"$(/bin/busybox printf '\\r')"}
                  case "$name" in [Cc]ontent-[Ll]ength:) length=$value ;; esac
                  [ "$name" = "$(/bin/busybox printf '\\r')" ] && break
                done
                body=$(/bin/busybox head -c "$length")
                answer="%s heard $body"
                /bin/busybox printf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: %%s\\r\\n\\r\\n%%s' "${#answer}" "$answer"
                """.formatted(text));
    }

    /** Each connection is answered by the script, which has read the first line of what is asked. */
    private static Path answering(String text, String script) {
        return answering(text, 0, script);
    }

    private static Path answering(String text, int seconds, String script) {
        var folder = write(
                folder(),
                text,
                "COPY answer.sh /answer.sh\nCMD [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox sleep " + seconds
                        + "; exec /bin/busybox nc -ll -p 8080 -e /bin/busybox sh /answer.sh\"]\n");
        try {
            Files.writeString(folder.resolve("answer.sh"), "read -r method path rest\n" + script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Replaces what the folder holds by another application's content. */
    static void become(Path folder, Path other) {
        try (var files = Files.walk(other)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var target = folder.resolve(other.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(other);
    }

    static void delete(Path folder) {
        TestFolders.delete(folder);
    }

    /** It runs, and answers nobody outside its container. */
    static Path onlyToItself(String text) {
        return write(
                folder(),
                text,
                "CMD [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"127.0.0.1:8080\", \"-h\", \"/www\"]\n");
    }

    private static String serve() {
        return "CMD [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]\n";
    }

    private static Path folder() {
        return TestFolders.make("appaloft-app");
    }

    private static Path write(Path folder, String text, String tail) {
        try {
            Files.copy(Path.of("/bin/busybox"), folder.resolve("busybox"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.createDirectories(folder.resolve("www"));
            Files.writeString(folder.resolve("www/index.html"), text);
            Files.writeString(
                    folder.resolve("Dockerfile"),
                    "FROM scratch\nCOPY busybox /bin/busybox\nCOPY www /www\nEXPOSE 8080\nSTOPSIGNAL SIGKILL\n" + tail);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
