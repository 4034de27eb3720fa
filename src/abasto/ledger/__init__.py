"""What happened, so that anyone can check that nothing was changed or left out; and the files that came of it.

In: every action of every room calls `actions/record.py` inside its own transaction. Once that is committed, one
sequencer (`actions/sequence.py`) numbers the events, extends a Merkle tree (RFC 6962, `merkle.py`) and signs a
checkpoint (C2SP tlog-checkpoint, `checkpoint.py`). Out: checkpoints, proofs that an event is in the tree and that one
tree extends another (`queries.py`), and immutable files named by their SHA-256 (`store.py`).
An event holds no personal data, only a salted hash of the person (`person.py`). Nothing is deleted: a mistake is mended
by a later event.
"""
