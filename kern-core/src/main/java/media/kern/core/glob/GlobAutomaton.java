package media.kern.core.glob;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A nondeterministic automaton that follows all ways through a pattern at once. A text of n characters takes at most n
 * times the number of states (about two per pattern character), whatever the pattern: there is no backtracking.
 */
final class GlobAutomaton {
    private static final int ACCEPT = 0;

    /** Either consumes a character and goes to {@code next}, or (null) goes to both without consuming anything. */
    private record State(GlobNode.@Nullable One consumes, int next, int otherwise) {}

    private final List<State> states = new ArrayList<>();
    private final String separators;
    private final int start;

    GlobAutomaton(List<GlobNode> nodes, String separators) {
        this.separators = separators;
        state(null, ACCEPT, ACCEPT);
        this.start = build(nodes, ACCEPT);
    }

    /** Builds from the end, so that a state's successor always exists already. */
    private int build(List<GlobNode> nodes, int next) {
        int entry = next;
        for (GlobNode node : nodes.reversed()) {
            entry = switch (node) {
                case GlobNode.One one -> state(one, entry, ACCEPT);
                case GlobNode.Run run -> run(run, entry);
                case GlobNode.Alternatives alternatives -> alternatives(alternatives, entry);
            };
        }
        return entry;
    }

    private int run(GlobNode.Run run, int next) {
        int loop = state(null, next, next);
        int body = state(run.repeated(), loop, ACCEPT);
        states.set(loop, new State(null, body, next));
        return loop;
    }

    private int alternatives(GlobNode.Alternatives alternatives, int next) {
        int entry = build(alternatives.sequences().getLast(), next);
        for (List<GlobNode> sequence : alternatives
                .sequences()
                .reversed()
                .subList(1, alternatives.sequences().size())) {
            entry = state(null, build(sequence, next), entry);
        }
        return entry;
    }

    private int state(GlobNode.@Nullable One consumes, int next, int otherwise) {
        states.add(new State(consumes, next, otherwise));
        return states.size() - 1;
    }

    boolean matches(String text) {
        Reached now = new Reached(states.size());
        Reached then = new Reached(states.size());
        now.add(start);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            step(now, then, character);
            if (then.count == 0) {
                return false;
            }
            Reached spent = now;
            now = then;
            then = spent;
            then.clear();
        }
        return reachesEnd(now);
    }

    private void step(Reached now, Reached then, int character) {
        // Reached grows while it is walked: states that consume nothing add their successors behind.
        for (int i = 0; i < now.count; i++) {
            State state = states.get(now.members[i]);
            if (state.consumes == null) {
                now.addBoth(state);
            } else if (state.consumes.accepts(character, separators)) {
                then.add(state.next);
            }
        }
    }

    private boolean reachesEnd(Reached now) {
        for (int i = 0; i < now.count; i++) {
            if (now.members[i] == ACCEPT) {
                return true;
            }
            State state = states.get(now.members[i]);
            if (state.consumes == null) {
                now.addBoth(state);
            }
        }
        return false;
    }

    /** The set of states reached with the characters read so far, in the order they were reached. */
    private static final class Reached {
        private final int[] members;
        private final int[] addedIn;
        private int round = 1;
        private int count;

        Reached(int states) {
            members = new int[states];
            addedIn = new int[states];
        }

        void add(int state) {
            if (addedIn[state] != round) {
                addedIn[state] = round;
                members[count++] = state;
            }
        }

        void addBoth(State state) {
            add(state.next);
            add(state.otherwise);
        }

        void clear() {
            round++;
            count = 0;
        }
    }
}
