/**
 * Secret Manager in memory, behind Google's own service stub. Start reading at {@link
 * dev.aidemo.embedded.secret.SecretManager}.
 */
@NullMarked
package dev.aidemo.embedded.secret;

import org.jspecify.annotations.NullMarked;
