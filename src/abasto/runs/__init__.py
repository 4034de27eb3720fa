"""Long or bulk work that survives a crash: decided once, resumed where it stopped, the same bytes either way.

In: what to do (kind), on what (inputs, parameters, seed) and with which code; together they are the run's key
(`key.py`). The work yields chunks (`work.py`); the effects of a chunk, the cursor and the progress are one transaction
(`actions/advance.py`). A run done is not done again; a run killed goes on at its cursor (`actions/execute.py`).
A worker holds a run by a lease with a fencing token (`actions/claim.py`): whoever lost the lease cannot commit.
Out: the result as canonical JSON with its hash, and what it took (`queries.py`).
"""
