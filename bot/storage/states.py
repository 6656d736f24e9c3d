"""The states of an inquiry, and what leads from one to the next."""

from enum import StrEnum


class State(StrEnum):
    """Where an inquiry stands."""

    NEW = "new"
    TAKEN = "taken"
    ANSWERED = "answered"
    WAITING = "waiting"
    CLOSED = "closed"
    REOPENED = "reopened"


class Event(StrEnum):
    """What happens to an inquiry."""

    TAKE = "take"
    REPLY = "reply"
    WRITE = "write"
    CLOSE = "close"
    REOPEN = "reopen"


OPEN = frozenset(State) - {State.CLOSED}
# Where it is the staff's turn, so that an answer is due.
OURS = frozenset({State.NEW, State.TAKEN, State.WAITING, State.REOPENED})
_NEXT = {
    (State.NEW, Event.TAKE): State.TAKEN,
    (State.REOPENED, Event.TAKE): State.TAKEN,
    **{(state, Event.REPLY): State.ANSWERED for state in OPEN},
    (State.ANSWERED, Event.WRITE): State.WAITING,
    (State.CLOSED, Event.WRITE): State.REOPENED,
    **{(state, Event.CLOSE): State.CLOSED for state in State},
    (State.CLOSED, Event.REOPEN): State.REOPENED,
}


def after(state: State, event: Event) -> State:
    """Return the state after an event; one that changes nothing leaves it as it is."""
    return _NEXT.get((state, event), state)
