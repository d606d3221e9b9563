package com.appaloft.application.edge;

import com.appaloft.application.port.EdgeProxy;
import com.appaloft.application.port.Operation;
import com.appaloft.application.port.RuntimeBackend.Role;
import com.appaloft.application.port.RuntimeBackend.Workload;
import com.appaloft.domain.server.Server;
import com.appaloft.domain.shared.DeploymentId;
import com.appaloft.domain.shared.DestinationId;
import com.appaloft.domain.shared.ResourceId;
import com.appaloft.domain.shared.ServerId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

class FakeEdgeProxyTest extends EdgeProxyContract {
    private final Server server = new Server(new ServerId("srv_1"), "one", "fake", new DestinationId("dst_1"), true);
    private final Set<String> running = new HashSet<>();
    private final FakeEdgeProxy proxy = new FakeEdgeProxy(name -> running.contains(name) ? 200 : 502);

    @Override
    protected EdgeUnderTest edge() {
        return new EdgeUnderTest() {
            @Override
            public EdgeProxy proxy() {
                return proxy;
            }

            @Override
            public Server server() {
                return server;
            }

            @Override
            public Workload serving(DeploymentId attempt) {
                running.add(attempt.value());
                return new Workload(
                        attempt.value(), new ResourceId("res_1"), attempt, Role.SERVING, "", true, 0, false, 1);
            }

            @Override
            public void remove(Workload workload) {
                running.remove(workload.name());
            }

            @Override
            public CompletableFuture<Integer> visit(String host) {
                return proxy.visit(server, host);
            }

            @Override
            public void stop() {
                proxy.stop(server);
            }

            @Override
            public void restart() {
                proxy.stop(server);
                proxy.bootstrap(server, Operation.quiet());
            }

            @Override
            public void kill() {
                proxy.stop(server);
            }

            @Override
            public void tellOtherwise() {
                proxy.apply(server, List.of());
            }
        };
    }
}
