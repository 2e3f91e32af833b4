"""The child of a broker whose real child lives in a container: says what that is to be given, hands descriptor 3 to it, and
carries the broker's calls to the upstream in there. Its status is the container's.

Arguments: FOLDER SHARED PORT NAME -- CHILD [ARGUMENT]...; no upstream listens where PORT is 0. It is given to python3 -c."""
import json, os, signal, socket, sys, threading, time

folder, shared, port, name, _, *child = sys.argv[1:]
patience = 30
channel = os.environ.get("FLASHDUTY_CRED_FD") == "3"


def whole(path):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with open(path) as file:
                return file.read()
        except FileNotFoundError:
            time.sleep(0.01)
    sys.exit(124)


def carry(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def serve(listener):
    while True:
        caller, _ = listener.accept()
        upstream = socket.socket(socket.AF_UNIX)
        try:
            upstream.connect(f"{shared}/up-{name}")
        except OSError:
            caller.close()
            continue
        for pair in ((caller, upstream), (upstream, caller)):
            threading.Thread(target=carry, args=pair, daemon=True).start()


def hand_over():
    until = time.monotonic() + patience
    while time.monotonic() < until and not os.path.exists(f"{folder}/status-{name}"):
        receiver = socket.socket(socket.AF_UNIX)
        try:
            receiver.connect(f"{shared}/hand-{name}")
        except OSError:
            receiver.close()
            time.sleep(0.01)
            continue
        with receiver:
            socket.send_fds(receiver, [b"1"], [3] if channel else [])
            receiver.recv(1)
        return
    # Never came up: what its status is will be said.


def pass_on(*_):
    # As `docker run` does with the signals that it gets.
    open(f"{folder}/terminate-{name}", "w").close()


signal.signal(signal.SIGTERM, pass_on)
if port != "0":
    listener = socket.create_server(("127.0.0.1", int(port)), backlog=128)
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
told = f"{folder}/child-{name}.json"
with open(told + ".part", "w") as file:
    json.dump({"environment": dict(os.environ), "words": child}, file)
os.rename(told + ".part", told)
hand_over()
if channel:
    os.close(3)
os._exit(int(whole(f"{folder}/status-{name}")))
