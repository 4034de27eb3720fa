"""Write down why a run stopped; its finished chunks stay, and running it again goes on after them."""

from ..models import FAILED, RUNNING, Run


def fail(run: Run, error: BaseException) -> None:
    """Mark the run failed, unless another worker has taken it."""
    mine = Run.objects.filter(key=run.key, fencing_token=run.fencing_token, state=RUNNING)
    mine.update(state=FAILED, error=f"{type(error).__name__}: {error}")
