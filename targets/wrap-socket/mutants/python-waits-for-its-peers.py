#!/usr/bin/python3 -B
import wrap_server


class Server(wrap_server.Server):
    asked = False

    def end(self):
        self.asked = True
        self.end_when_alone()

    def heard(self, peer):
        super().heard(peer)
        self.end_when_alone()

    def end_when_alone(self):
        if self.asked and not self.kept:
            super().end()


wrap_server.main(Server)
