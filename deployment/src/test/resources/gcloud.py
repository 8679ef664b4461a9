"""Parses or runs each command of a file, a JSON list of arguments a line, as gcloud would.

It is gcloud's own parser and its own commands, in one process: to start gcloud for each takes a
second and more. Prints a line of JSON for each: the arguments, whether it was well, what was said.

Usage: gcloud.py SDK parse|run FILE
"""
import contextlib
import io
import json
import os
import sys

sdk, verb, file = sys.argv[1:]
sys.path[:0] = [sdk + "/lib", sdk + "/lib/third_party"]
os.environ["CLOUDSDK_CORE_DISABLE_PROMPTS"] = "1"
os.environ["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "1"

from googlecloudsdk import gcloud_main  # noqa: E402
from googlecloudsdk.core import log  # noqa: E402

cli = gcloud_main.CreateCLI([])
with open(file, encoding="utf-8") as lines:
    commands = [json.loads(line) for line in lines]
for command in commands:
    arguments = [word for word in command if not word.startswith("--flags-file=")]
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        log.Reset(said, said)
        try:
            if verb == "parse":
                cli._CLI__parser.parse_args(arguments)
            else:
                cli.Execute(arguments)
            well = True
        except SystemExit:
            well = False
    print(json.dumps({"command": arguments, "well": well, "said": said.getvalue().strip()}))
