#!/bin/sh
# Runs the function in the Functions Framework. All is on one class path, for only what Java's own
# class loader loads comes out of the archive whole. The function is before the invoker, which has
# older versions of some libraries in it.
set -eu
cd "$(dirname "$0")"
read -r target <target

exec java -XX:SharedArchiveFile=function.jsa -cp function.jar:invoker.jar \
  com.google.cloud.functions.invoker.runner.Invoker --target "$target" --port "${PORT:-8080}"
