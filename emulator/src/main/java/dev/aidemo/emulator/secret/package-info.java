/**
 * Secret Manager in memory, behind Google's own service stub. Start reading at {@link
 * dev.aidemo.emulator.secret.SecretManager}.
 */
@NullMarked
package dev.aidemo.emulator.secret;

import org.jspecify.annotations.NullMarked;
