"""The first program of a container: takes a descriptor from whoever connects, and becomes the child that has it as descriptor
3. Arguments: SOCKET CHILD [ARGUMENT]... It is given to python3 -c."""
import os, socket, sys

path, *child = sys.argv[1:]
listener = socket.socket(socket.AF_UNIX)
listener.bind(path)
listener.listen(1)
peer, _ = listener.accept()
_, passed, _, _ = socket.recv_fds(peer, 1, 1)
peer.sendall(b"1")
listener.close()
if passed:
    if passed[0] == 3:
        os.set_inheritable(3, True)
    else:
        os.dup2(passed[0], 3)
        os.close(passed[0])
# The others are closed by execve(2): Python opens them so.
os.execve(child[0], child, os.environ)
