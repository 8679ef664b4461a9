#!/bin/sh
# Runs the function in the Functions Framework. Everything is on one class path, because the archive
# works only for classes that Java's own class loader loads. The function comes before the invoker,
# which contains older versions of some libraries.
set -eu
cd "$(dirname "$0")"
read -r target <target

archive=-XX:SharedArchiveFile=function.jsa
if ! [ function.jsa -nt function.jar ] || ! [ function.jsa -nt invoker.jar ]; then
  # With an archive that does not fit, the JVM would silently use no archive at all.
  echo "function.jsa is not of this build, so the start is slow: run archive.sh" >&2
  archive=-Xshare:auto
fi
exec java "$archive" -cp function.jar:invoker.jar \
  com.google.cloud.functions.invoker.runner.Invoker --target "$target" --port "${PORT:-8080}"
