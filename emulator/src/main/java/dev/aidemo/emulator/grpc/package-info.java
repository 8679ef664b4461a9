/** What Pub/Sub and Secret Manager have in common as gRPC services. */
@NullMarked
package dev.aidemo.emulator.grpc;

import org.jspecify.annotations.NullMarked;
