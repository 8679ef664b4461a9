package dev.aidemo.emulator;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of an option that gives something a name: {@code NAME=VALUE}. */
record Assignment(String name, String value) {
  static final class Converter implements ITypeConverter<Assignment> {
    @Override
    public Assignment convert(String given) {
      int split = given.indexOf('=');
      if (split <= 0) {
        throw new TypeConversionException("got \"" + given + "\"");
      }
      return new Assignment(given.substring(0, split), given.substring(split + 1));
    }
  }
}
