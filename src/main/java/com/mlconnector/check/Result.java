package com.mlconnector.check;

import com.mlconnector.domain.Owner;

/** What came of one line, each in a sentence for a person. */
public sealed interface Result {
  record Ok(String sentence) implements Result {}

  /**
   * It works, and somebody should know.
   *
   * @param remedy what to do
   */
  record Warning(String sentence, String remedy, Owner owner) implements Result {}

  /**
   * It will not work like this.
   *
   * @param remedy what to do
   */
  record Failed(String sentence, String remedy, Owner owner) implements Result {}

  /** Nobody was asked. */
  record NotTried(String because) implements Result {}

  /** Others may build on it. */
  default boolean isGood() {
    return switch (this) {
      case Ok _, Warning _ -> true;
      case Failed _, NotTried _ -> false;
    };
  }

  default String word() {
    return switch (this) {
      case Ok _ -> "ok";
      case Warning _ -> "warning";
      case Failed _ -> "failed";
      case NotTried _ -> "not tried";
    };
  }

  default String sentence() {
    return switch (this) {
      case Ok(String sentence) -> sentence;
      case Warning(String sentence, _, _) -> sentence;
      case Failed(String sentence, _, _) -> sentence;
      case NotTried(String because) -> because;
    };
  }
}
