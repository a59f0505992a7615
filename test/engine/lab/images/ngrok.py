#!/usr/bin/env python3
"""Stands in for the ngrok agent and for the edge in front of it.

WEB_ADDR (0.0.0.0:4040) is the agent's API as ngrok.com/docs/agent/api has it: tunnels listed, told, started and stopped; captured
requests listed (newest first), told, replayed, deleted. Every tunnel gets a public URL of its own each time it is started, as a free one
does, unless PUBLIC_URL sets the first one's. UPSTREAM is where the first one leads. A public URL leads nowhere; who would call it calls
port 8080 here instead, which is forwarded through the first tunnel and captured.
"""
import base64
import http.client
import json
import os
import secrets
import signal
import sys
import threading
import time
from collections import deque
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

nothing_yet = {"count": 0, "rate1": 0, "rate5": 0, "rate15": 0, "p50": 0, "p90": 0, "p95": 0, "p99": 0}
tunnels = {}
captured = deque(maxlen=50)


def start_tunnel(name, addr, proto, url=None):
    url = url or f"https://{secrets.token_hex(6)}.ngrok-free.app"
    addr = f"http://localhost:{addr}" if str(addr).isdigit() else addr
    config = {"addr": addr, "inspect": True}
    metrics = {"conns": {**nothing_yet, "gauge": 0}, "http": nothing_yet}
    tunnels[name] = {"name": name, "uri": f"/api/tunnels/{name}", "public_url": url, "proto": proto, "config": config, "metrics": metrics}
    print(f'lvl=info msg="started tunnel" obj=tunnels name={name} addr={addr} url={url}', flush=True)
    return tunnels[name]


def forward(tunnel, method, uri, headers, body):
    """Sends one request to where the tunnel leads, captures both sides, and returns the captured answer with its body."""
    key, begun = f"airt_{secrets.token_hex(10)}", time.monotonic_ns()
    lines = f"{method} {uri} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers)
    one = {
        "uri": f"/api/requests/http/{key}",
        "id": key,
        "tunnel_name": tunnel["name"],
        "remote_addr": "203.0.113.7",
        "start": datetime.now().astimezone().isoformat(),
        "duration": 0,
        "request": {"method": method, "proto": "HTTP/1.1", "headers": {}, "uri": uri, "raw": encoded(f"{lines}\r\n".encode() + body)},
        "response": None,
    }
    for name, value in headers:
        one["request"]["headers"].setdefault(name, []).append(value)
    captured.appendleft(one)
    try:
        upstream = http.client.HTTPConnection(urlsplit(tunnel["config"]["addr"]).netloc, timeout=10)
        upstream.request(method, uri, body or None, dict(headers))
        reply = upstream.getresponse()
        code, phrase, content = reply.status, reply.reason, reply.read()
    except (OSError, http.client.HTTPException):
        code, phrase, content = 502, "Bad Gateway", b"the upstream does not answer"
    one["duration"] = time.monotonic_ns() - begun
    sizes = {"Content-Length": [str(len(content))]}
    one["response"] = {"status": f"{code} {phrase}", "status_code": code, "proto": "HTTP/1.1", "headers": sizes, "raw": encoded(content)}
    return one["response"], content


def encoded(content):
    return base64.b64encode(content).decode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def send(self, status, content=b"", kind="application/json"):
        self.send_response(status)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Quiet, as the agent is without --log."""


class Edge(Handler):
    def pass_on(self):
        body, tunnel = self.body(), next(iter(tunnels.values()), None)
        if tunnel is None:
            self.send(404, b"ERR_NGROK_3200: the endpoint is offline", "text/plain")
        else:
            answer, content = forward(tunnel, self.command, self.path, self.headers.items(), body)
            self.send(answer["status_code"], content, "application/octet-stream")

    do_GET = do_POST = do_PUT = do_DELETE = pass_on


class Agent(Handler):
    def tell(self, thing, status=200):
        self.send(status, json.dumps(thing).encode())

    def fail(self, status, message):
        self.tell({"status_code": status, "msg": message, "details": {"path": self.path}}, status)

    def given(self):
        """The body as an object; None after it was refused."""
        body = self.body()
        try:
            given = json.loads(body or b"{}")
            if isinstance(given, dict) and self.headers.get_content_type() == "application/json":
                return given
        except ValueError:
            pass
        return self.fail(400, "the request's body has to be an object, of the type application/json")

    def do_GET(self):
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        requests = [one for one in list(captured) if query.get("tunnel_name", [one["tunnel_name"]]) == [one["tunnel_name"]]]
        found = next((thing for thing in [*list(tunnels.values()), *list(captured)] if thing["uri"] == path), None)
        if path in ("/api", "/api/"):
            self.tell({"status": "online", "agent_version": "3.0.0-lab", "uri": "/api"})
        elif path == "/api/tunnels":
            self.tell({"tunnels": list(tunnels.values()), "uri": path})
        elif path == "/api/requests/http":
            self.tell({"uri": path, "requests": requests[: int(query.get("limit", ["50"])[0])]})
        elif found:
            self.tell(found)
        else:
            self.fail(404, "Resource not found")

    def do_POST(self):
        given = self.given()
        if given is None:
            return
        if self.path == "/api/tunnels":
            self.tell(start_tunnel(given.get("name", "another"), given.get("addr", 80), given.get("proto", "https")), 201)
        elif self.path == "/api/requests/http":
            one = next((one for one in list(captured) if one["id"] == given.get("id")), None)
            tunnel = tunnels.get(given.get("tunnel_name") or (one or {}).get("tunnel_name"))
            if one is None or tunnel is None:
                self.fail(404, "no such request, or no such tunnel")
                return
            asked = one["request"]
            headers = [(name, value) for name, values in asked["headers"].items() for value in values]
            forward(tunnel, asked["method"], asked["uri"], headers, base64.b64decode(asked["raw"]).partition(b"\r\n\r\n")[2])
            self.send(204)
        else:
            self.fail(404, "Resource not found")

    def do_DELETE(self):
        name = self.path.rpartition("/")[2]
        if self.path == "/api/requests/http":
            captured.clear()
        elif self.path != f"/api/tunnels/{name}" or tunnels.pop(name, None) is None:
            self.fail(404, "Resource not found")
            return
        self.send(204)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as process 1 it would not end by itself
start_tunnel("command_line", os.environ.get("UPSTREAM", "http://web:8000"), "https", os.environ.get("PUBLIC_URL"))
host, _, port = os.environ.get("WEB_ADDR", "0.0.0.0:4040").rpartition(":")
threading.Thread(target=ThreadingHTTPServer(("0.0.0.0", 8080), Edge).serve_forever, daemon=True).start()
ThreadingHTTPServer((host, int(port)), Agent).serve_forever()
