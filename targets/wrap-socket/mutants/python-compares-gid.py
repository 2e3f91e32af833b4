#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def may(self, pid, uid, gid, name):
        return super().may(pid, gid, gid, name)


wrap_server.main(Server)
