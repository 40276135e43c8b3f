package media.kern.core.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class QuotaTest {
    @Test
    void onlyOneOfTwoUploadsOfANameGetsTheSpaceOfAnother() throws StorageException {
        Quota quota = new Quota(10);
        quota.changed("/a", 0, 5);
        quota.changed("/b", 0, 3);
        Quota.Claim one = quota.claim("/a", 5);
        quota.take(one, 7, false);
        Quota.Claim two = quota.claim("/b", 3);
        assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> quota.take(two, 4, false));
        quota.drop(one);
        quota.take(two, 5, false);
        assertThat(quota.missing(two)).isZero();
    }

    @Test
    void removingTheFileAnUploadReplacesKeepsTheSumRight() throws StorageException {
        Quota quota = new Quota(10);
        quota.changed("/a", 0, 8);
        Quota.Claim claim = quota.claim("/a", 8);
        quota.take(claim, 8, false);
        quota.changed("/a", 8, 0);
        Quota.Claim other = quota.claim("/b", 0);
        assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> quota.take(other, 3, false));
        quota.drop(claim);
        quota.take(other, 10, false);
    }

    @Test
    void stagedBytesNeverExceedTheLimit() throws StorageException {
        Quota quota = new Quota(10);
        quota.take(quota.claim("/a", 0), 6, true);
        Quota.Claim two = quota.claim("/a", 0);
        assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> quota.take(two, 5, true));
        quota.take(two, 4, true);
    }

    @Test
    void aFileThatDoesNotGrowFitsEvenWhenMoreIsStoredThanAllowed() throws StorageException {
        Quota quota = new Quota(10);
        quota.used(20);
        Quota.Claim claim = quota.claim("/a", 5);
        quota.take(claim, 5, false);
        assertThat(quota.missing(claim)).isZero();
        assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> quota.take(claim, 1, false));
    }

    @Test
    void countsWithoutALimit() throws StorageException {
        Quota quota = new Quota(-1);
        assertThat(quota.limit()).isZero();
        Quota.Claim claim = quota.claim("/a", 0);
        quota.take(claim, 1L << 40, false);
        assertThat(quota.missing(claim)).isZero();
        quota.drop(claim);
        quota.drop(claim);
        quota.changed("/a", 0, claim.bytes());
        assertThat(quota.used()).isEqualTo(1L << 40);
    }
}
