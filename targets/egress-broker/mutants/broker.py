"""A broker with handles to turn: what the mutants beside it are made of. It serves one request a stream."""
import ctypes, fcntl, http.client, os, re, socket, struct, subprocess, sys, threading, urllib.parse

key, origin = "", ("", 0)


def say(line):
    print(line, file=sys.stderr, flush=True)


def wrong(data, passed, flags):
    return data != b"\x01" or passed or flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC)


def is_end(data, ancillary):
    return not data and not ancillary


def rewritten(target):
    path, _, query = target.partition("?")
    kept = [p for p in re.split("[&;]", query) if p and urllib.parse.unquote_plus(p.partition("=")[0]) != "app_key"]
    return path + "?" + "&".join([*kept, "app_key=" + urllib.parse.quote(key, safe="")])


def scrub(data):
    forms = "".join(rf"(?:{re.escape(c)}|(?i:%{ord(c):02x}|\\u00{ord(c):02x}))" for c in key)
    return re.sub(forms.encode(), lambda match: b"*" * len(match.group()), data)


def log(line):
    pass


def words(child):
    return child


def wait(process, answering):
    status = process.wait()
    return status if status >= 0 else 128 - status


def serve(stream):
    with stream:
        try:
            exchange(stream)
        except (OSError, ValueError, http.client.HTTPException):
            try:
                stream.sendall(b"HTTP/1.1 502 Failed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            except OSError:
                pass


def exchange(stream):
    stream.settimeout(30)
    file = stream.makefile("rb")
    method, target, _ = file.readline(65536).decode("latin-1").split()
    headers = http.client.parse_headers(file)
    if not re.fullmatch(r"/[!-\"$-~]*", target) or "transfer-encoding" in headers or method == "CONNECT":
        raise ValueError
    body = file.read(int(headers.get("content-length", "0")))
    connection = http.client.HTTPConnection(*origin, timeout=60)
    connection.putrequest(method, rewritten(target), skip_accept_encoding=True)
    for name, value in headers.items():
        if re.fullmatch("(?i)x-.*|accept|cookie|user-agent|content-length", name):
            connection.putheader(name, value)
    log(f"{method} {rewritten(target)}")
    connection.endheaders(body)
    answer = connection.getresponse()
    text = scrub(answer.read())
    head = f"HTTP/1.1 {answer.status} {answer.reason}\r\nX-Reply: {answer.getheader('x-reply')}\r\nContent-Length: {len(text)}"
    stream.sendall(scrub(head.encode("latin-1")) + b"\r\nConnection: close\r\n\r\n" + text)


def answer_all(control):
    space = socket.CMSG_SPACE(4 * 253) + socket.CMSG_SPACE(12)
    while True:
        data, ancillary, flags, _ = control.recvmsg(16, space, socket.MSG_CMSG_CLOEXEC)
        if is_end(data, ancillary):
            return
        passed = [fd for _, kind, raw in ancillary if kind == socket.SCM_RIGHTS for (fd,) in struct.iter_unpack("i", raw)]
        for fd in passed:
            os.close(fd)
        if wrong(data, passed, flags):
            control.send(b"\xff")
            continue
        own, peer = socket.socketpair()
        with peer:
            threading.Thread(target=serve, args=(own,), daemon=True).start()
            socket.send_fds(control, [b"\x00"], [peer.fileno()])


def quietly(act, *given):
    try:
        act(*given)
    except OSError:
        pass


def main():
    global key, origin
    upstream, key_file, _, *child = sys.argv[1:]
    host, port = re.fullmatch(r"http://(.*):(\d+)", upstream).groups()
    origin = (host, int(port))
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)
    try:
        with open(key_file) as file:
            key = re.fullmatch(r"([A-Za-z0-9._~+/=-]{8,512})\n?", file.read()).group(1)
    except (OSError, AttributeError):
        say("no usable key")
        os._exit(125)
    own, peer = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    control = socket.socket(fileno=fcntl.fcntl(own, fcntl.F_DUPFD_CLOEXEC, 10))
    control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    end = fcntl.fcntl(peer, fcntl.F_DUPFD_CLOEXEC, 10)
    own.close(), peer.close()
    os.dup2(end, 3)
    os.close(end)
    environment = {name: value for name, value in os.environ.items() if key not in value}
    process = subprocess.Popen(words(child), env=environment | {"FLASHDUTY_CRED_FD": "3"}, pass_fds=(3,))
    os.close(3)
    answering = threading.Thread(target=quietly, args=(answer_all, control), daemon=True)
    answering.start()
    os._exit(wait(process, answering))
