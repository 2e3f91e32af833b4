#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def judge(self, peer, name):
        peer.recv(1)
        super().judge(peer, name)


wrap_server.main(Server)
