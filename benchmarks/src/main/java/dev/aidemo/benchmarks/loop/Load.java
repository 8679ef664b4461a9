package dev.aidemo.benchmarks.loop;

/** What a round of load is made of. */
record Load(Broker broker, Progress progress, Reference reference, Batches batches) {}
