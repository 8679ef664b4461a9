"""Parses or runs each command of a file with gcloud's own code; each line is a JSON list of arguments.

All commands run in one process, because starting gcloud for each takes more than a second. Prints a
line of JSON for each: the arguments, whether it succeeded, and its output.

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
    output = io.StringIO()
    with contextlib.redirect_stderr(output), contextlib.redirect_stdout(output):
        log.Reset(output, output)
        try:
            if verb == "parse":
                cli._CLI__parser.parse_args(arguments)
            else:
                cli.Execute(arguments)
            succeeded = True
        except SystemExit:
            succeeded = False
    print(json.dumps({"command": arguments, "succeeded": succeeded, "output": output.getvalue().strip()}))
