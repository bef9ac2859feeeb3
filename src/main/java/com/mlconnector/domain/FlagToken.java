package com.mlconnector.domain;

/** A token of a flag in its text. Nothing is copied out of the text before somebody asks. */
record FlagToken(FlagText text, Span span) {

  FlagField field() {
    return text.field();
  }

  /** As the person typed it, without what must not be repeated. */
  FlagPlace place() {
    return text.place(span);
  }

  String typed() {
    return place().token();
  }

  Halt.Reading reading() {
    return text.reading(span);
  }
}
