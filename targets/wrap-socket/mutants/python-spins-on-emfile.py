#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def accept_failed(self, error, listener, name):
        pass


wrap_server.main(Server)
