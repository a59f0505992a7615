#!/usr/bin/env python3
"""A web service that stories can push about.

GET /health answers 200, or 503 after a POST to /break (until one to /mend), and while the file /tmp/health-broken exists; what a 503 says
in its detail is BROKEN_DETAIL. NEEDS (postgres:5432) is a server without which it is 503 too. HEALTH (/health) is another path for the
same. GET /posts lists the paths that were POSTed to, the oldest first.
Numbered lines go out at LOG_RATE a second (2): every fifth to stderr, the others to stdout.
EAT_MB takes that much memory. PORT (8000) and NAME (web) are what they say.
"""
import json
import os
import signal
import socket
import sys
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FLAG = Path("/tmp/health-broken")
NAME = os.environ.get("NAME", "web")
DETAIL = os.environ.get("BROKEN_DETAIL")
NEEDS = os.environ.get("NEEDS")
HEALTH = os.environ.get("HEALTH", "/health")
posts = deque(maxlen=100)
ballast = bytearray(b"x" * (int(os.environ.get("EAT_MB", "0")) * 1024 * 1024))
stopping = threading.Event()


def log_lines(rate):
    due = time.monotonic()
    number = 0
    while not stopping.is_set():
        number += 1
        if number % 5 == 0:
            print(f"ERROR {NAME} line {number}: the upstream took too long", file=sys.stderr, flush=True)
        else:
            print(f"INFO {NAME} line {number}: GET /api/orders 200", flush=True)
        due += 1 / rate
        stopping.wait(max(0, due - time.monotonic()))


def missing():
    """Why what it needs does not answer; None when it does."""
    if not NEEDS:
        return None
    host, port = NEEDS.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
    except OSError as error:
        return f"Database connection failed: could not connect to {NEEDS}: {error.strerror or error}"
    return None


class Service(BaseHTTPRequestHandler):
    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        broken = FLAG.exists()
        if self.path == HEALTH and (detail := DETAIL if broken else missing()):
            self.answer(503, {"detail": detail})
        elif self.path == HEALTH:
            self.answer(503 if broken else 200, {"status": "unhealthy" if broken else "healthy", "service": NAME})
        elif self.path == "/posts":
            self.answer(200, list(posts))
        else:
            self.answer(404, {"detail": "nothing here"})

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        posts.append(self.path)
        if self.path == "/break":
            FLAG.touch()
        elif self.path == "/mend":
            FLAG.unlink(missing_ok=True)
        self.answer(200, {"broken": FLAG.exists()})

    def log_message(self, *_):
        """The numbered lines are the only ones."""


def stop(*_):
    stopping.set()
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)  # as process 1 it would not end by itself
rate = float(os.environ.get("LOG_RATE", "2"))
if rate > 0:
    threading.Thread(target=log_lines, args=(rate,), daemon=True).start()
ThreadingHTTPServer(("0.0.0.0", int(os.environ.get("PORT", "8000"))), Service).serve_forever()
