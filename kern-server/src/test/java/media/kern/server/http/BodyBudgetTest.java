package media.kern.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(100);

    @Test
    void takesUpToTheLastByte() {
        assertThat(budget.take(60)).isTrue();
        assertThat(budget.take(40)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void aRefusalCostsNothing() {
        assertThat(budget.take(101)).isFalse();
        assertThat(budget.take(100)).isTrue();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        assertThat(budget.take(100)).isTrue();
        budget.giveBack(30);
        assertThat(budget.take(30)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }
}
