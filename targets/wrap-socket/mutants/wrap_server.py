"""A server of the three sockets, as far as all programs with one known bug share it."""

import json
import os
import selectors
import signal
import socket
import struct
import sys

NAMES = ("notify", "signal", "ptrace")
NOBODY = (65534, 4294967295)


class Server:
    """Sound by itself; a bug is a method that is written anew."""

    def __init__(self, folder, caller):
        self.folder = folder
        self.caller = caller
        self.kept = set()
        self.fallback = False

    def path(self, name):
        return os.path.join(self.folder, name + ".sock")

    def warn(self, text):
        print("warning: " + text, file=sys.stderr, flush=True)

    def refuse(self, text):
        print("refused: " + text, file=sys.stderr, flush=True)
        sys.exit(2)

    # Who

    def credentials(self, peer):
        pid, uid, gid = struct.unpack("iII", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        return pid, uid, gid

    def may(self, pid, uid, gid, name):
        return uid == self.caller and uid not in NOBODY and pid > 0

    # Folder and sockets

    def make_folder(self):
        try:
            os.mkdir(self.folder, 0o700)
            self.made = True
        except FileExistsError:
            self.made = False
            if os.path.islink(self.folder) or not os.path.isdir(self.folder):
                self.refuse("it is no folder")
            owner = os.lstat(self.folder).st_uid
            if owner not in (os.geteuid(), self.caller) or (self.caller in (0, *NOBODY) and owner != os.geteuid()):
                self.refuse("the folder belongs to somebody else")
            self.empty()
        except OSError as error:
            self.refuse("the folder can't be made: %s" % error)
        try:
            if os.lstat(self.folder).st_uid != os.geteuid():
                os.chown(self.folder, os.geteuid(), -1)
            os.chmod(self.folder, 0o700)
        except OSError as error:
            self.refuse("the folder can't be closed: %s" % error)

    def empty(self):
        try:
            names = os.listdir(self.folder)
        except OSError as error:
            self.refuse("the folder can't be read: %s" % error)
        if names:
            self.refuse("the folder is not empty")

    def bind(self):
        sockets = {}
        os.umask(0o177)
        for name in NAMES:
            sockets[name] = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            sockets[name].bind(self.path(name))
        return sockets

    def give(self):
        if self.caller == 0:
            self.warn("no caller is known, everybody is accepted")
            self.open_to_all()
        elif self.caller not in NOBODY:
            try:
                for name in NAMES:
                    os.lchown(self.path(name), self.caller, -1)
                os.chown(self.folder, self.caller, -1)
            except OSError:
                self.fallback = True
                self.warn("ownership can't be given, peers are checked")
                self.open_to_all()

    def open_to_all(self):
        for name in NAMES:
            os.chmod(self.path(name), 0o666)
        os.chmod(self.folder, 0o711)

    # Peers

    def say(self, name, uid, accepted):
        print(json.dumps({"socket": name, "uid": uid, "accepted": accepted}), flush=True)

    def keep(self, peer):
        self.kept.add(peer)
        self.selector.register(peer, selectors.EVENT_READ, None)

    def reject(self, peer):
        peer.close()

    def meet(self, listener, name):
        try:
            peer, _ = listener.accept()
        except OSError as error:
            self.accept_failed(error, listener, name)
            return
        self.judge(peer, name)

    def judge(self, peer, name):
        peer.setblocking(False)
        pid, uid, gid = self.credentials(peer)
        accepted = self.caller == 0 or self.may(pid, uid, gid, name)
        if accepted:
            self.keep(peer)
        else:
            self.reject(peer)
        self.say(name, uid, accepted)

    def accept_failed(self, error, listener, name):
        # The spare descriptor is enough to turn one away.
        os.close(self.spare)
        try:
            peer, _ = listener.accept()
            _, uid, _ = self.credentials(peer)
            peer.close()
            self.say(name, uid, False)
        except OSError:
            pass
        self.spare = os.open("/dev/null", os.O_RDONLY)

    def heard(self, peer):
        try:
            if peer.recv(65536):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.selector.unregister(peer)
        self.kept.discard(peer)
        peer.close()

    def run(self):
        os.umask(0o077)
        self.make_folder()
        sockets = self.bind()
        self.give()
        self.selector = selectors.DefaultSelector()
        self.spare = os.open("/dev/null", os.O_RDONLY)
        for name, listener in sockets.items():
            listener.listen(511)
            listener.setblocking(False)
            self.selector.register(listener, selectors.EVENT_READ, name)
        signal.signal(signal.SIGTERM, lambda *_: self.end())
        print("ready", flush=True)
        while True:
            for key, _ in self.selector.select():
                if key.data is None:
                    self.heard(key.fileobj)
                else:
                    self.meet(key.fileobj, key.data)

    def end(self):
        for name in NAMES:
            try:
                os.unlink(self.path(name))
            except OSError:
                pass
        os._exit(0)


def main(kind=Server):
    if len(sys.argv) != 3:
        print("usage: PROGRAM SOCKET_DIR CALLER_UID", file=sys.stderr)
        sys.exit(2)
    folder, caller = sys.argv[1:]
    plain = caller.isascii() and caller.isdigit() and str(int(caller)) == caller and int(caller) < 2**32
    if caller != "-" and not plain:
        print("refused: %r is no user id" % caller, file=sys.stderr)
        sys.exit(2)
    kind(folder, 0 if caller == "-" else int(caller)).run()
