#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def meet(self, listener, name):
        super().meet(listener, name)
        # Whoever came, that was it.
        self.selector.unregister(listener)


wrap_server.main(Server)
