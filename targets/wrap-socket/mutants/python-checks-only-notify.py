#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def may(self, pid, uid, gid, name):
        return name != "notify" or super().may(pid, uid, gid, name)


wrap_server.main(Server)
