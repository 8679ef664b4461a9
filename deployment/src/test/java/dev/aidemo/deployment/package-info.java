/**
 * The tests of {@code deploy.sh}: begin with {@link dev.aidemo.deployment.DeployIT}, which runs it
 * against a {@code gcloud} that has a project of its own.
 */
@NullMarked
package dev.aidemo.deployment;

import org.jspecify.annotations.NullMarked;
