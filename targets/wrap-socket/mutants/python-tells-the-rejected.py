#!/usr/bin/python3 -B
import time

import wrap_server


class Server(wrap_server.Server):
    def reject(self, peer):
        time.sleep(0.05)
        peer.sendall(b"denied\n")
        peer.close()


wrap_server.main(Server)
