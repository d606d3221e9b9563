package com.appaloft.application.edge;

import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import java.util.concurrent.CompletableFuture;

/** A proxy, and the server that it is on. */
public interface EdgeUnderTest {
    EdgeProxy proxy();

    Server server();

    /** Starts a workload of this attempt that answers 200 on port 8080. */
    Workload serving(DeploymentId attempt);

    void remove(Workload workload);

    /** A visitor comes by this name, and knows no word. @return what they are answered in the end */
    CompletableFuture<Integer> visit(String host);

    /** Stops the proxy, as somebody on the server may. */
    void stop();

    /** Restarts the proxy, as somebody on the server may. */
    void restart();

    /** Ends the proxy without giving it time for anything. */
    void kill();

    /** Somebody else tells the proxy to lead no name anywhere. */
    void tellOtherwise();
}
