#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    def credentials(self, peer):
        pid, uid, gid = super().credentials(peer)
        try:
            with open("/proc/%d/status" % pid) as status:
                ids = next(line for line in status if line.startswith("Uid:"))
            return pid, int(ids.split()[1]), gid
        except OSError:
            return pid, uid, gid


wrap_server.main(Server)
