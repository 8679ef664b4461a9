/**
 * Tests {@code deploy.sh} and what belongs to it. Start at {@link dev.aidemo.deployment.DeployIT},
 * which runs it against a {@code gcloud} that keeps a project in files.
 */
@NullMarked
package dev.aidemo.deployment;

import org.jspecify.annotations.NullMarked;
