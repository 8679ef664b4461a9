#!/bin/sh
# Writes function.jsa: the classes of this function as this JVM has them in memory. An archive fits one
# build of the JVM and one class path only; the second command fails if this one does not fit.
set -eu
cd "$(dirname "$0")"

java -Xshare:dump -Xlog:cds=off -Xlog:cds+hashtables=off -XX:SharedClassListFile=classes.lst \
  -XX:SharedArchiveFile=function.jsa -cp function.jar:invoker.jar
java -Xshare:on -XX:SharedArchiveFile=function.jsa -cp function.jar:invoker.jar -version
