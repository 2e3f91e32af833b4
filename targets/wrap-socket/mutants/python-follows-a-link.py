#!/usr/bin/python3 -B
import os

import wrap_server


class Server(wrap_server.Server):
    def make_folder(self):
        self.folder = os.path.realpath(self.folder)
        super().make_folder()


wrap_server.main(Server)
