package dev.aidemo.common.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Escapes what a browser could take for the end of a string or for a tag of a page. */
final class BrowserEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;

  private static final Map<Integer, SerializedString> SEQUENCES =
      Map.of(
          (int) '<',
          new SerializedString("\\u003c"),
          (int) '>',
          new SerializedString("\\u003e"),
          (int) '&',
          new SerializedString("\\u0026"),
          0x2028,
          new SerializedString("\\u2028"),
          0x2029,
          new SerializedString("\\u2029"));

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes['<'] = ESCAPE_CUSTOM;
    codes['>'] = ESCAPE_CUSTOM;
    codes['&'] = ESCAPE_CUSTOM;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return SEQUENCES.get(character);
  }
}
