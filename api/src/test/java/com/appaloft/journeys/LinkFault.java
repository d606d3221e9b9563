package com.appaloft.journeys;

import com.appaloft.infrastructure.ssh.RemoteHost;

/** What happens to the way to a server. */
enum LinkFault {
    CABLE {
        @Override
        void begin(RemoteHost host) {
            host.unplug();
        }

        @Override
        void end(RemoteHost host) {
            host.plugIn();
        }
    },
    SILENCE {
        @Override
        void begin(RemoteHost host) {
            host.dropPackets();
        }

        @Override
        void end(RemoteHost host) {
            host.letPass();
        }
    },
    FROZEN {
        @Override
        void begin(RemoteHost host) {
            host.freezeSshd();
        }

        @Override
        void end(RemoteHost host) {
            host.thawSshd();
        }
    },
    RESET {
        @Override
        void begin(RemoteHost host) {
            host.killSessions();
        }

        @Override
        void end(RemoteHost host) {
            // it took new connections all the time
        }
    };

    abstract void begin(RemoteHost host);

    abstract void end(RemoteHost host);
}
