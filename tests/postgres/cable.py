"""A network cable between program and server that can be cut at a chosen word, or pulled out."""

import contextlib
import select
import socket
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Cut:
    """Cut when the program says ``word``; ``delivered`` tells whether the server still hears and answers it."""

    word: bytes
    delivered: bool
    for_good: bool = False


class Cable:
    """Listens on ``port`` and carries everything to the server; ``connections`` counts how often it was used."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._cut: Cut | None = None
        self._open: set[socket.socket] = set()
        self._ends: list[threading.Thread] = []
        self._starting = threading.Lock()
        self._listening: socket.socket | None = None
        self.port = self.connections = 0
        self.plug_in()

    def cut_at(self, word: bytes, *, delivered: bool) -> None:
        """Cut the connection that next says this; further ones are carried again."""
        self._cut = Cut(word, delivered)

    def pull_out_after(self, word: bytes) -> None:
        """Let the server hear and answer this, let nobody hear the answer, and take no further connection."""
        self._cut = Cut(word, delivered=True, for_good=True)

    @property
    def is_out(self) -> bool:
        """Whether no connection is taken."""
        return self._listening is None

    def plug_in(self) -> None:
        """Carry connections from now on."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listening.getsockname()[1]
        self._start(threading.Thread(target=self._accept, args=(self._listening,)))

    def pull_out(self) -> None:
        """End every connection and take no further one."""
        if self._listening is not None:
            self._listening.shutdown(socket.SHUT_RDWR)
            self._listening = None
        for end in tuple(self._open):
            with contextlib.suppress(OSError):  # hung up already
                end.shutdown(socket.SHUT_RDWR)
        with self._starting:
            ends, self._ends = self._ends, []
        for thread in ends:
            if thread is not threading.current_thread():
                thread.join()

    def _start(self, thread: threading.Thread) -> None:
        with self._starting:  # one that is known has been started
            self._ends.append(thread)
            thread.start()

    def _accept(self, listening: socket.socket) -> None:
        with listening:
            while True:
                try:
                    room, _ = listening.accept()
                except OSError:  # pulled out
                    return
                self.connections += 1
                server = socket.create_connection(("127.0.0.1", self._to))
                self._open.update((room, server))
                self._start(threading.Thread(target=self._carry, args=(room, server)))

    def _carry(self, room: socket.socket, server: socket.socket) -> None:
        with room, server:
            while self._carried(room, server):
                pass
            self._open.difference_update((room, server))

    def _carried(self, room: socket.socket, server: socket.socket) -> bool:
        """Carry what is there; False when either side has hung up or the cable was cut."""
        for end, other in ((room, server), (server, room)):
            if end not in select.select([room, server], [], [])[0]:
                continue
            try:
                data = end.recv(65536)
                cut = self._cut
                if end is room and cut is not None and cut.word in data:
                    self._cut = None
                    if cut.delivered:
                        server.sendall(data)
                        server.recv(65536)
                    if cut.for_good:
                        self.pull_out()
                    return False
                other.sendall(data)
            except OSError:
                return False
            if not data:
                return False
        return True
