#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    known = {}

    def judge(self, peer, name):
        self.number = peer.fileno()
        super().judge(peer, name)

    def may(self, pid, uid, gid, name):
        if self.number not in self.known:
            self.known[self.number] = super().may(pid, uid, gid, name)
        return self.known[self.number]


wrap_server.main(Server)
