#!/usr/bin/env python3
"""Stands in for the ngrok agent: the two lists of its local API that stacktop reads (ngrok.com/docs/agent/api).

The public URL is made anew with every start, as a free tunnel's is, unless PUBLIC_URL sets it. UPSTREAM is where the tunnel leads.
"""
import json
import os
import secrets
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

public = os.environ.get("PUBLIC_URL", f"https://{secrets.token_hex(6)}.ngrok-free.app")
upstream = os.environ.get("UPSTREAM", "http://web:8000")
lists = {
    "/api/tunnels": {
        "uri": "/api/tunnels",
        "tunnels": [{"name": "command_line", "uri": "/api/tunnels/command_line", "public_url": public, "proto": "https", "config": {"addr": upstream, "inspect": True}}],
    },
    "/api/requests/http": {
        "uri": "/api/requests/http",
        "requests": [
            {
                "id": "airt_story",
                "uri": "/api/requests/http/airt_story",
                "tunnel_name": "command_line",
                "start": "2026-01-02T03:04:05Z",
                "duration": 21500000,
                "request": {"method": "POST", "uri": "/webhooks/orders", "proto": "HTTP/1.1", "headers": {}},
                "response": {"status": "200 OK", "status_code": 200, "proto": "HTTP/1.1", "headers": {}},
            }
        ],
    },
}


class Agent(BaseHTTPRequestHandler):
    def do_GET(self):
        found = lists.get(self.path.split("?")[0])
        content = json.dumps(found if found else {"status_code": 404, "msg": "Resource not found"}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Quiet, as the agent is without --log."""


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as process 1 it would not end by itself
print(f'lvl=info msg="started tunnel" obj=tunnels name=command_line addr={upstream} url={public}', flush=True)
ThreadingHTTPServer(("0.0.0.0", 4040), Agent).serve_forever()
