#!/bin/sh
# ask URL: prints the body, fails when the status says so; with whichever of the two programs the image has.
if command -v curl >/dev/null; then exec curl -fsS "$1"; else exec wget -q -O - "$1"; fi
