package dev.aidemo.common.model;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads and changes the parts of a model file. It finds the places that name a class by the names
 * of their fields, because {@link ModelFileCheck} is what it tests.
 */
final class ModelFileEditor {
  private final UnaryOperator<String> change;
  private UnaryOperator<Message> edit = UnaryOperator.identity();
  private final Set<Descriptor> kinds = new HashSet<>();

  private ModelFileEditor(UnaryOperator<String> change) {
    this.change = change;
  }

  /** Returns all class names, in a fixed order. */
  static List<String> classNames(Message file) throws Exception {
    List<String> names = new ArrayList<>();
    new ModelFileEditor(
            name -> {
              names.add(name);
              return name;
            })
        .rewrite(file);
    return names;
  }

  /** Returns the file with another class name in one place. */
  static Message replaceClassName(Message file, int place, String other) throws Exception {
    var passed = new int[1];
    return new ModelFileEditor(name -> passed[0]++ == place ? other : name).rewrite(file);
  }

  /** Returns the file with its parts of one kind changed. */
  static <T extends Message> Message edit(Message file, Class<T> kind, UnaryOperator<T> change)
      throws Exception {
    var all = new ModelFileEditor(name -> name);
    all.edit = part -> kind.isInstance(part) ? change.apply(kind.cast(part)) : part;
    return all.rewrite(file);
  }

  /** Returns the kinds of its parts, without the wrapping of packed ones. */
  static Set<Descriptor> kinds(Message file) throws Exception {
    var all = new ModelFileEditor(name -> name);
    all.rewrite(file);
    return all.kinds;
  }

  private Message rewrite(Message part) throws Exception {
    if (part instanceof Any packed) {
      return packed.getTypeUrl().isEmpty() ? packed : Any.pack(rewrite(unpacked(packed)));
    }
    kinds.add(part.getDescriptorForType());
    Message.Builder copy = part.toBuilder();
    for (FieldDescriptor field : part.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        for (int i = 0; i < part.getRepeatedFieldCount(field); i++) {
          copy.setRepeatedField(field, i, value(field, part.getRepeatedField(field, i)));
        }
      } else if (!field.hasPresence() || part.hasField(field)) {
        copy.setField(field, value(field, part.getField(field)));
      }
    }
    return edit.apply(copy.build());
  }

  private Object value(FieldDescriptor field, Object value) throws Exception {
    return switch (field.getJavaType()) {
      case MESSAGE -> rewrite((Message) value);
      case STRING ->
          field.getName().endsWith("class_name") || field.getName().equals("additional")
              ? change.apply((String) value)
              : value;
      default -> value;
    };
  }

  /** Unpacks a part; the name of its kind tells its class. */
  private static Message unpacked(Any packed) throws Exception {
    String name = packed.getTypeUrl().replaceFirst(".*/", "");
    Map<String, String> packages =
        Map.of(
            "tribuo.core", "org.tribuo.protos.core",
            "tribuo.classification", "org.tribuo.classification.protos",
            "tribuo.classification.libsvm", "org.tribuo.classification.libsvm.protos",
            "tribuo.classification.sgd", "org.tribuo.classification.sgd.protos",
            "tribuo.math.impl", "org.tribuo.math.protos");
    int dot = name.lastIndexOf('.');
    Class<?> type = Class.forName(packages.get(name.substring(0, dot)) + name.substring(dot));
    return ((Message) type.getMethod("getDefaultInstance").invoke(null))
        .getParserForType()
        .parseFrom(packed.getValue());
  }
}
