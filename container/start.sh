#!/bin/sh
# Runs the function in the Functions Framework. All is on one class path, for only what Java's own
# class loader loads comes out of the archive whole. The function is before the invoker, which has
# older versions of some libraries in it.
set -eu
cd "$(dirname "$0")"
read -r target <target

archive=-XX:SharedArchiveFile=function.jsa
if ! [ function.jsa -nt function.jar ] || ! [ function.jsa -nt invoker.jar ]; then
  # The JVM would say nothing, and do without its own archive too.
  echo "function.jsa is not of this build, start is slow: run archive.sh" >&2
  archive=-Xshare:auto
fi
exec java "$archive" -cp function.jar:invoker.jar \
  com.google.cloud.functions.invoker.runner.Invoker --target "$target" --port "${PORT:-8080}"
