package com.appaloft.journeys;

import com.appaloft.application.port.EdgeProxy;
import com.appaloft.domain.server.Server;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** The real proxy of a server, but that there is once a change that it does not hear. */
final class DeafProxy implements BeanPostProcessor {
    private final AtomicBoolean deaf = new AtomicBoolean();

    /** It goes on doing what it does when it is told to do something else the next time. */
    void doesNotHearTheNextChange() {
        deaf.set(true);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof EdgeProxy real ? hearing(real) : bean;
    }

    @SuppressWarnings("unchecked")
    private EdgeProxy hearing(EdgeProxy real) {
        return (EdgeProxy) Proxy.newProxyInstance(
                EdgeProxy.class.getClassLoader(), new Class<?>[] {EdgeProxy.class}, (proxy, method, told) -> {
                    if (method.getName().equals("apply")
                            && deaf.get()
                            && !real.does((Server) told[0], (List<EdgeProxy.Route>) told[1])) {
                        deaf.set(false);
                        return null;
                    }
                    try {
                        return method.invoke(real, told);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
