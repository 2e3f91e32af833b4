#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def reject(self, peer):
        peer.sendall(b"denied\n")
        peer.close()


wrap_server.main(Server)
