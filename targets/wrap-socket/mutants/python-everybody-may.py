#!/usr/bin/python3 -B
import os

import wrap_server


class Server(wrap_server.Server):
    def may(self, pid, uid, gid, name):
        return True

    def give(self):
        for name in wrap_server.NAMES:
            os.chmod(self.path(name), 0o777)
        os.chmod(self.folder, 0o777)


wrap_server.main(Server)
