#!/bin/sh
# Writes function.jsa, the classes of this function as this JVM has them in memory, and ends with an
# error where it cannot be used. An archive fits one build of the JVM and one class path only.
set -eu
cd "$(dirname "$0")"

java -Xshare:dump -Xlog:cds=off -Xlog:cds+hashtables=off -XX:SharedClassListFile=classes.lst \
  -XX:SharedArchiveFile=function.jsa -cp function.jar:invoker.jar
java -Xshare:on -XX:SharedArchiveFile=function.jsa -cp function.jar:invoker.jar -version
