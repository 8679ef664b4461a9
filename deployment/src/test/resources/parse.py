"""Parses each command of the standard input, a JSON list of arguments a line, as gcloud would.

It is gcloud's own parser, in one process: to start gcloud for each command takes a second and more.
Nothing is run, and no network is needed. Prints the commands that are refused, and how many were
parsed.
"""
import contextlib
import io
import json
import os
import sys

sys.path[:0] = [sys.argv[1] + "/lib", sys.argv[1] + "/lib/third_party"]
os.environ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1"
os.environ["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "1"

from googlecloudsdk import gcloud_main  # noqa: E402

cli = gcloud_main.CreateCLI([])
parser = cli._CLI__parser
parsed = 0
for line in sys.stdin:
    arguments = [a for a in json.loads(line) if not a.startswith("--flags-file=")]
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            parser.parse_args(arguments)
        parsed += 1
    except SystemExit:
        print("REFUSED", " ".join(arguments), said.getvalue().strip().splitlines()[:1])
print("PARSED", parsed)
