package media.kern.core.glob;

import java.util.List;

/** An element of a parsed pattern. */
sealed interface GlobNode {

    /** An element that stands for exactly one character. */
    sealed interface One extends GlobNode {
        boolean accepts(int character, String separators);
    }

    /** The character itself. */
    record Literal(int character) implements One {
        @Override
        public boolean accepts(int other, String separators) {
            return character == other;
        }
    }

    /** {@code ?}: any character but a separator. */
    record NoSeparator() implements One {
        @Override
        public boolean accepts(int character, String separators) {
            return separators.indexOf(character) < 0;
        }
    }

    /** Any character, separators included: what {@code **} repeats. */
    record Anything() implements One {
        @Override
        public boolean accepts(int character, String separators) {
            return true;
        }
    }

    /** {@code [abc]}: one of the members, or none of them. */
    record Members(String members, boolean negated) implements One {
        @Override
        public boolean accepts(int character, String separators) {
            return (members.indexOf(character) >= 0) != negated;
        }
    }

    /** {@code [a-z]}: one between the two ends, or none of them. */
    record Range(int low, int high, boolean negated) implements One {
        @Override
        public boolean accepts(int character, String separators) {
            return (low <= character && character <= high) != negated;
        }
    }

    /** {@code *} and {@code **}: any number of the repeated element, also none. */
    record Run(One repeated) implements GlobNode {}

    /** <code>{a,b}</code>: one of several sequences. */
    record Alternatives(List<List<GlobNode>> sequences) implements GlobNode {}
}
