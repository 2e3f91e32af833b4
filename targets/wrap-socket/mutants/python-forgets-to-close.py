#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    forgotten = []

    def reject(self, peer):
        self.forgotten.append(peer)


wrap_server.main(Server)
