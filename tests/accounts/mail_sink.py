"""A mail server that keeps what it is given: real SMTP on a port of this machine, and it can refuse, wait or vanish."""

import socket
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message


@dataclass
class Sink:
    """What came, and how the server behaves."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    has_come: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)
    waits: bool = False


class Conversation(socketserver.StreamRequestHandler):
    """One client that wants to hand mails over."""

    def handle(self):
        sink = self.server.sink
        self.say(sink.answers.get("HELLO", "220 sink"))
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            self.say(sink.answers.get(word) or {"DATA": "354 go on", "QUIT": "221 bye"}.get(word, "250 ok"))
            if word == "DATA" and "DATA" not in sink.answers:
                self.take_mail(sink)

    def take_mail(self, sink: Sink):
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line.removeprefix("."))
        sink.mails.append(message_from_string("".join(lines)))
        sink.has_come.set()
        if sink.waits:
            sink.goes_on.wait(20)
        if sink.answers.get("END") != "vanish":
            self.say(sink.answers.get("END", "250 taken"))
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def say(self, answer: str):
        self.wfile.write(f"{answer}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    sink: Sink

    def handle_error(self, request, client_address):
        """A client that is killed is no error of the server."""


@contextmanager
def open_sink():
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.sink = Sink(port=server.server_address[1])
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server.sink
        finally:
            server.sink.goes_on.set()
            server.shutdown()
